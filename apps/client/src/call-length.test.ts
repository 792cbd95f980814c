import { expect, it } from 'vitest';
import { formatLength } from './call-length.ts';

it.each([
  [0, '0:00'],
  [7_999, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%i ms read as %s', (ms, expected) => {
  expect(formatLength(ms)).toBe(expected);
});
