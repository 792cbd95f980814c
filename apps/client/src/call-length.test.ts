import { afterEach, expect, it, vi } from 'vitest';
import { formatLength } from './call-length.ts';
import { speak } from './language.svelte.ts';

afterEach(() => speak('en'));

it.each([
  [0, '0:00'],
  [7_999, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%i ms read as %s', (ms, expected) => {
  expect(formatLength(ms)).toBe(expected);
});

it('is in the digits of the language', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ar-EG']);
  await speak('ar');
  expect(formatLength(754_000)).toBe('١٢:٣٤');
  expect(formatLength(7_000)).toBe('٠:٠٧');
});
