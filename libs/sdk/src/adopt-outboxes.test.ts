import type { StoredOutbox } from '@chat/protocol/stored-room';
import { expect, test } from 'vitest';
import { adoptOutboxes } from './adopt-outboxes.ts';
import { epoch, ids } from './testing/frames.ts';

const entry = (n: number, fields = {}) => ({
  id: ids.message(n),
  body: { kind: 'text' as const, text: `text ${n}` },
  order: 7,
  postedAt: 1,
  status: 'unsent' as const,
  ...fields,
});
const acked = (n: number) => ({
  id: ids.message(n),
  body: { kind: 'text' as const, text: `text ${n}` },
  order: 3,
  seq: n,
  ackedAt: 1,
});
const outbox = (fields: Partial<StoredOutbox> = {}): StoredOutbox => ({
  producer: 'p'.repeat(22),
  me: ids.ann,
  entries: [],
  acked: [],
  ackedIn: epoch(1),
  ...fields,
});
const gone = 'g'.repeat(22);

const adopt = (own: unknown, orphans: readonly unknown[]) =>
  adoptOutboxes(own, new Map(orphans.entries()));

test('without others it stays as it is, numbers and all', () => {
  const own = outbox({ entries: [entry(1, { n: 4 })] });
  expect(adopt(own, [])).toEqual({ outbox: own, adopted: [] });
});

test('[P24] what others had written comes before what I have not sent, in order, without their numbers', () => {
  const own = outbox({ entries: [entry(1, { n: 4, doubtful: true }), entry(4)] });
  const orphan = outbox({ producer: gone, entries: [entry(2, { n: 9 }), entry(3)] });
  const { outbox: adopted } = adopt(own, [orphan])!;
  expect(adopted.producer).toBe(own.producer);
  expect(adopted.entries.map(({ id, n, order }) => [id, n, order])).toEqual([
    [ids.message(1), 4, 1],
    [ids.message(2), undefined, 2],
    [ids.message(3), undefined, 3],
    [ids.message(4), undefined, 4],
  ]);
});

test('[P25] what was confirmed, in whichever log, may have to be offered again by whoever is left', () => {
  const own = outbox({ acked: [acked(5)] });
  const same = outbox({ producer: gone, acked: [acked(2)] });
  const other = outbox({ producer: gone, acked: [{ ...acked(1), ackedAt: 2 }], ackedIn: epoch(2) });
  const { outbox: adopted } = adopt(own, [same, other])!;
  expect(adopted.acked.map(({ seq, order, elsewhere }) => [seq, order, elsewhere])).toEqual([
    [2, 1, undefined],
    [5, 2, undefined],
    [1, 3, epoch(2)],
  ]);
});

test('[P25] a tab that knows no log takes over what others had confirmed', () => {
  const other = outbox({ producer: gone, acked: [acked(1)], ackedIn: epoch(2) });
  const { outbox: adopted } = adopt(outbox({ ackedIn: null }), [other])!;
  expect(adopted.acked).toEqual([{ ...acked(1), order: 1 }]);
  expect(adopted.ackedIn).toBe(epoch(2));
});

test('what somebody else wrote in this browser is not sent in my name', () => {
  const theirs = outbox({ producer: gone, me: ids.bob, entries: [entry(1)] });
  expect(adopt(outbox(), [theirs])).toEqual({ outbox: outbox(), adopted: [] });
});

test('what was written in a tab that was never connected is mine', () => {
  const early = outbox({ producer: gone, me: null, entries: [entry(1)] });
  expect(adopt(outbox(), [early])?.outbox.entries).toHaveLength(1);
  const late = adopt(early, [outbox({ entries: [entry(2)] })]);
  expect(late?.outbox.me).toBe(ids.ann);
  expect(late?.outbox.entries.map(({ id }) => id)).toEqual([ids.message(2), ids.message(1)]);
  expect(late?.adopted).toEqual([0]);
});

test('what is damaged costs nothing but itself', () => {
  const own = outbox({ entries: [entry(1)] });
  expect(adopt(own, [{ entries: 'broken' }, null, 7])).toEqual({ outbox: own, adopted: [] });
  expect(adopt('broken', [own])).toEqual({ outbox: own, adopted: [0] });
  expect(adopt(undefined, [])).toBeNull();
});
