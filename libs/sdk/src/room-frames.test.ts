import { expect, test } from 'vitest';
import { joinFrame } from './room-frames.ts';
import { initialRoomState, type AckedEntry } from './room-state.ts';
import { epoch, ids } from './testing/frames.ts';

const position = { epoch: epoch(2), seq: 7 };
const acked: AckedEntry = {
  id: ids.message(1),
  body: { kind: 'text', text: 'mine' },
  order: 1,
  seq: 3,
  ackedAt: 1,
};

test('[P13] a join says how far one has read', () => {
  expect(joinFrame(ids.room, { ...initialRoomState, position })).toEqual({
    type: 'join',
    room: ids.room,
    position,
  });
});

test('[P25] who read on in a newer log than the one that confirmed their entries asks for all of it', () => {
  const elsewhere = { ...initialRoomState, position, acked: [acked], ackedIn: epoch(1) };
  expect(joinFrame(ids.room, elsewhere)).toEqual({ type: 'join', room: ids.room });
  const same = { ...elsewhere, ackedIn: epoch(2) };
  expect(joinFrame(ids.room, same)).toMatchObject({ position });
});
