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

test('without others it stays as it is, numbers and all', () => {
  const own = outbox({ entries: [entry(1, { n: 4 })] });
  expect(adoptOutboxes(own, [])).toEqual(own);
});

test('[P24] what others had written comes first, in order, without their numbers', () => {
  const own = outbox({ entries: [entry(1, { n: 4 })] });
  const orphan = outbox({ producer: gone, entries: [entry(2, { n: 9 }), entry(3)] });
  const adopted = adoptOutboxes(own, [orphan]);
  expect(adopted?.producer).toBe(own.producer);
  expect(adopted?.entries.map(({ id, n, order }) => [id, n, order])).toEqual([
    [ids.message(2), undefined, 1],
    [ids.message(3), undefined, 2],
    [ids.message(1), 4, 3],
  ]);
});

test('[P25] what was confirmed in the same log may have to be offered again, by whoever is left', () => {
  const own = outbox({ acked: [acked(5)] });
  const same = outbox({ producer: gone, acked: [acked(2)] });
  const other = outbox({ producer: gone, acked: [acked(9)], ackedIn: epoch(2) });
  const adopted = adoptOutboxes(own, [same, other]);
  expect(adopted?.acked.map(({ seq, order }) => [seq, order])).toEqual([
    [2, 1],
    [5, 2],
  ]);
});

test('what somebody else wrote in this browser is not sent in my name', () => {
  const adopted = adoptOutboxes(outbox(), [
    outbox({ producer: gone, me: ids.bob, entries: [entry(1)] }),
  ]);
  expect(adopted?.entries).toEqual([]);
});

test('what is damaged costs nothing but itself', () => {
  const own = outbox({ entries: [entry(1)] });
  expect(adoptOutboxes(own, [{ entries: 'broken' }, null, 7])).toEqual(own);
  expect(adoptOutboxes('broken', [own])).toEqual(own);
  expect(adoptOutboxes(undefined, [])).toBeNull();
});
