import { expect, test } from 'vitest';
import { chunkTimeline, sectionOf, sectionsOf, type Chunk } from './chunks.ts';
import { buildTimeline } from './timeline.ts';

const message = (seq: number) => ({
  id: `id ${seq}`,
  seq,
  from: 'bob',
  name: 'Bob',
  text: 'text',
  reactions: [],
  sentAt: seq,
});
const all = Array.from({ length: 50 }, (_, index) => message(index + 1));
const timeline = (from: number, to: number) =>
  buildTimeline({
    self: 'ann',
    messages: all.slice(from - 1, to),
    notices: [],
    pending: [
      { id: 'mine', body: { kind: 'text', text: 'mine' }, postedAt: 0, status: 'sent', order: 0 },
    ],
  });

test('every line is in one chunk, in its order', () => {
  const items = timeline(1, 50);
  const chunks = chunkTimeline(items, []);
  expect(chunks.flatMap((chunk) => chunk.items)).toEqual(items);
  expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length);
  expect(Math.max(...chunks.map((chunk) => chunk.items.length))).toBeLessThanOrEqual(9);
});

test('what is added at the end or the beginning leaves the chunks between as they were', () => {
  const before = chunkTimeline(timeline(10, 40), []);
  const after = chunkTimeline(timeline(1, 50), before);
  const kept = before.map((chunk) => after.includes(chunk));
  expect(kept).toEqual([false, true, true, true, false, false]);
  const keys = (chunks: readonly Chunk[]) => chunks.map(({ key }) => key);
  expect(keys(after)).toEqual(['0', ...keys(before).slice(0, -1), '6', 'Infinity']);
});

test('an empty conversation has no chunks', () => {
  expect(chunkTimeline([], [])).toEqual([]);
});

test('every chunk is in one section, in its order; what is added at an end leaves the others as they were', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ key: String(n), items: [] }));
  const chunks = [...many(70), { key: 'Infinity', items: [] }];
  const sections = sectionsOf(chunks, []);
  expect(sections.flatMap((section) => section.chunks)).toEqual(chunks);
  expect(sections.map(({ key }) => key)).toEqual(['0', '1', '2', 'Infinity']);
  expect(
    sections.every((section) => section.chunks.every((one) => sectionOf(one) === section.key)),
  ).toBe(true);
  const after = sectionsOf([...chunks.slice(0, 70), { key: '70', items: [] }], sections);
  expect(after.map((section) => sections.includes(section))).toEqual([true, true, false]);
});
