import { expect, test } from 'vitest';
import { timeOfDay } from '../chat/dates.ts';
import { whenInShort } from './when-in-short.ts';

const now = new Date(2026, 4, 10, 0, 30).getTime();
const at = (month: number, day: number, year = 2026) => new Date(year, month, day, 23).getTime();

test('a room says the time of what was written today', () => {
  expect(whenInShort(now, now)).toBe(timeOfDay(now));
});

test('a room says the day of what was written in the week before', () => {
  expect([whenInShort(at(4, 9), now), whenInShort(at(4, 4), now)]).toEqual(['Sat', 'Mon']);
});

test('a room says the date of what is older, with the year where it was another', () => {
  expect(whenInShort(at(4, 3), now)).toBe('5/3');
  expect(whenInShort(at(11, 24, 2025), now)).toBe('12/24/25');
});
