import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test.each([
  [0, 0, 0],
  [0, 0.999, 499],
  [1, 0.5, 500],
  [3, 0.5, 2_000],
  [6, 1, 30_000],
  [60, 0.5, 15_000],
])('attempt %i with lot %f waits %i ms: the bound doubles up to 30 s', (attempt, lot, ms) => {
  expect(backoff(attempt, lot)).toBe(ms);
});
