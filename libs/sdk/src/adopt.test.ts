import { expect, test } from 'vitest';
import { joinFrame } from './room-frames.ts';
import { type RestoredRoom, type RoomInput, type RoomState } from './room-state.ts';
import { entry, epoch, ids, message, posted, snapshot } from './testing/frames.ts';
import { after, continued, mine, NOW, post } from './testing/play.ts';

const waiting = (n: number, order = n) => ({
  id: ids.message(n),
  body: { kind: 'text' as const, text: `text ${n}` },
  order,
  postedAt: NOW,
  status: 'unsent' as const,
  n,
});
const acked = (n: number) => {
  const { id, body, order } = waiting(n);
  return { id, body, order, seq: n, ackedAt: NOW };
};
const adopted = (fields: Partial<RestoredRoom>): RoomInput => ({
  type: 'adopted',
  room: {
    me: ids.ann,
    history: null,
    outbox: [],
    acked: [],
    ackedIn: epoch(1),
    sameProducer: false,
    ...fields,
  },
});
const joined = (...inputs: RoomInput[]) => after(snapshot([message(1)]), ...inputs);
const order = ({ outbox }: RoomState) => outbox.map(({ id, order: at }) => [id, at]);

test('[P24] what was taken over goes before what is here, without its numbers', () => {
  const state = continued(joined(post(9)), adopted({ outbox: [waiting(3), waiting(4)] }));
  expect(order(state)).toEqual([
    [ids.message(3), 3],
    [ids.message(4), 4],
    [ids.message(9), 5],
  ]);
  expect(state.outbox.every(({ n }) => n === undefined)).toBe(true);
  expect(state).toMatchObject({ phase: { status: 'joining' }, careful: true, written: 5 });
});

test('[P22] what is here, or in the log, is not taken over again', () => {
  const state = joined(post(9), posted(entry(2, { ...mine, id: ids.message(5) })));
  const next = continued(state, adopted({ outbox: [waiting(9), waiting(5)] }));
  expect(next.outbox.map(({ id }) => id)).toEqual([ids.message(9)]);
  // Should that log be lost, it is mine to offer again.
  expect(next.acked).toMatchObject([{ id: ids.message(5), seq: 2 }]);
});

test('[P25] what is shown of another log than theirs confirms nothing, and is not shown twice', () => {
  const state = joined(posted(entry(2, { ...mine, id: ids.message(5) })));
  const next = continued(state, adopted({ outbox: [waiting(5)], ackedIn: epoch(0) }));
  expect(next.outbox).toHaveLength(1);
  expect(next.messages.map(({ id }) => id)).toEqual([ids.message(1)]);
  expect(joinFrame(ids.room, next)).not.toHaveProperty('position');
});

test('[P22] a Retry whose first copy is shown is not sent again by who takes it over', () => {
  const state = joined(posted(entry(2, { ...mine, id: ids.message(5) })));
  const body = { kind: 'text' as const, text: 'text 2' };
  const retried = { ...waiting(6), body, replaces: ids.message(5) };
  expect(continued(state, adopted({ outbox: [retried] })).outbox).toEqual([]);
});

test('[P24] what was taken over does not take the number of what I have sent', () => {
  const state = joined(post(9), { type: 'sent', id: ids.message(9), n: 1 }, post(10));
  const next = continued(state, adopted({ outbox: [waiting(3)] }));
  expect(next.outbox.map(({ id }) => id)).toEqual([9, 3, 10].map(ids.message));
});

test('[P25] what the others had confirmed is known, in the order of the log', () => {
  const state = joined(post(5), posted(entry(2, { ...mine, id: ids.message(5) })));
  const { acked: all } = continued(state, adopted({ acked: [acked(3)] }));
  expect(all.map(({ id, seq }) => [id, seq])).toEqual([
    [ids.message(5), 2],
    [ids.message(3), 3],
  ]);
});

test('[P25] what was confirmed in a log that is gone asks for a snapshot, and is offered again', () => {
  const state = continued(joined(), adopted({ acked: [acked(3)], ackedIn: epoch(0) }));
  expect(joinFrame(ids.room, state)).not.toHaveProperty('position');
  const { outbox } = continued(state, snapshot([message(1)]));
  expect(outbox).toMatchObject([{ id: ids.message(3), status: 'unsent' }]);
});

test('[P11] what another person wrote is theirs: it is not sent by itself, nor offered again', () => {
  const state = joined();
  const foreign = adopted({ me: ids.bob, outbox: [waiting(3)], acked: [acked(4)] });
  const next = continued(state, foreign);
  expect(next.outbox).toMatchObject([{ status: 'expired' }]);
  expect(next.acked).toEqual([]);
});
