import { expect, test } from 'vitest';
import { dayName, sinceOrTime, timeOfDay } from './dates.ts';

const now = new Date(2026, 4, 10, 0, 30).getTime();
const at = (day: number, hour: number) => new Date(2026, 4, day, hour).getTime();

test('days are named as people name them, by the calendar and not by 24 hours', () => {
  const [today, yesterday] = [0, -1].map((days) =>
    new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day'),
  );
  expect(dayName(at(10, 0), now).toLowerCase()).toBe(today?.toLowerCase());
  expect(dayName(at(9, 23), now).toLowerCase()).toBe(yesterday?.toLowerCase());
  expect(dayName(at(8, 12), now)).toMatch(/8/);
});

test.each([
  [0, 'now'],
  [59_999, 'now'],
  [60_000, '1 minute ago'],
  [59.9 * 60_000, '59 minutes ago'],
  [-5_000, 'now'],
])('%i ms ago is worded as "%s"', (past, words) => {
  expect(sinceOrTime(now - past, now)).toBe(words);
});

test('after an hour the time of day is said', () => {
  const hourAgo = now - 60 * 60_000;
  expect(sinceOrTime(hourAgo, now)).toBe(timeOfDay(hourAgo));
});
