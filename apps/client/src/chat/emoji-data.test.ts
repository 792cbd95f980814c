import { expect, test } from 'vitest';
import { GROUPS, searchEmoji } from './emoji-data.ts';
import { en } from './emoji-words/en.ts';

const found = (query: string) => searchEmoji(query, 8).map(({ emoji }) => emoji);

test.each([
  ['tada', '🎉'],
  ['thumbs', '👍'],
  ['+1', '👍'],
  ['Grinning face', '😀'],
  ['heart', '❤️'],
])('":%s" finds %s among the first', (query, emoji) => {
  expect(found(query)).toContain(emoji);
});

test('nothing is found by nothing, nor by what no emoji is called', () => {
  expect(found(' ')).toEqual([]);
  expect(found('qqqq')).toEqual([]);
});

test('every emoji has a name and is in one group', () => {
  const all = GROUPS.flatMap(({ emoji }) => emoji);
  expect(all.length).toBeGreaterThan(1_500);
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  expect(all.every(({ name }) => name !== '')).toBe(true);
  expect(GROUPS.map(({ name }) => name)).toEqual(Object.keys(en.groups));
});
