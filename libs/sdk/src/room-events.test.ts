import { expect, test } from 'vitest';
import { applyRoomInput } from './room-reducer.ts';
import { initialRoomState, type RoomInput, type RoomState } from './room-state.ts';
import { entry, epoch, ids, info, member, posted, snapshot } from './testing/frames.ts';

const after = (...inputs: RoomInput[]): RoomState =>
  inputs.reduce((state, input) => applyRoomInput(state, input, 0), initialRoomState);

const cleo = member('C'.repeat(22), 'Cleo');
const { room } = ids;
const joined: RoomInput = { type: 'member-joined', room, member: cleo, at: 5 };
const left: RoomInput = { type: 'member-left', room, member: cleo.id, at: 6, reason: 'lost' };
const names = ({ members }: RoomState) => members.map(({ name }) => name);

test('[P14] one who joins is listed and noted after the last entry', () => {
  const state = after(snapshot([], { seq: 7 }), joined);
  expect(names(state)).toEqual(['Ann', 'Bob', 'Cleo']);
  expect(state.notices).toMatchObject([
    { kind: 'joined', after: 7, at: 5, member: { name: 'Cleo' } },
  ]);
});

test('[P15] one who leaves is noted with the reason', () => {
  const state = after(snapshot([]), joined, left);
  expect(names(state)).toEqual(['Ann', 'Bob']);
  expect(state.notices.at(-1)).toMatchObject({
    kind: 'left',
    reason: 'lost',
    member: { name: 'Cleo' },
  });
});

test('[P15] presence changes in place', () => {
  const away = { ...member(ids.bob, 'Bob'), presence: 'reconnecting' as const };
  const state = after(snapshot([]), { type: 'member-changed', room, member: away });
  expect(state.members).toEqual([member(ids.ann, 'Ann'), away]);
  expect(state.notices).toEqual([]);
});

test('a new name is noted once, with the old one', () => {
  const robert = member(ids.bob, 'Robert');
  const renamed: RoomInput = { type: 'member-changed', room, member: robert };
  const state = after(snapshot([]), renamed, renamed);
  expect(names(state)).toEqual(['Ann', 'Robert']);
  expect(state.notices).toMatchObject([
    { kind: 'renamed', before: 'Bob', member: { id: ids.bob, name: 'Robert' } },
  ]);
});

test('notices outlive a reconnect, but not a new log', () => {
  expect(after(snapshot([]), joined, { type: 'disconnected' }, snapshot([])).notices).toHaveLength(
    1,
  );
  expect(after(snapshot([]), joined, snapshot([], { epoch: epoch(2) })).notices).toEqual([]);
});

test('notices do not grow without bound', () => {
  const many = Array.from({ length: 300 }, () => [joined, left]).flat();
  expect(after(snapshot([]), ...many).notices).toHaveLength(200);
});

test('[P16] who was removed is told so and is not joined again by a reconnect', () => {
  const state = after(
    snapshot([]),
    { type: 'room-left', room, reason: 'removed' },
    { type: 'disconnected' },
    { type: 'connected', me: ids.ann },
    snapshot([]),
    posted(entry(1)),
  );
  expect(state.phase).toEqual({ status: 'left', reason: 'removed' });
});

test('[P16] an ended room is over', () => {
  expect(after(snapshot([]), { type: 'room-ended', room }).phase).toEqual({
    status: 'left',
    reason: 'ended',
  });
});

test('[P16] a new title and a lock are seen', () => {
  const changed = { ...info, title: 'Coffee', locked: true };
  expect(after(snapshot([]), { type: 'room-changed', room, info: changed }).info).toEqual(changed);
});
