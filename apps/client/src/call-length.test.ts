import { afterEach, expect, it, vi } from 'vitest';
import { formatLength, spokenLength } from './call-length.ts';
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

it.each([
  [0, '0 seconds'],
  [34_500, '34 seconds'],
  [61_000, '1 minute 1 second'],
  [3_720_000, '1 hour 2 minutes'],
])('%i ms are said as %s', (ms, expected) => {
  expect(spokenLength(ms)).toBe(expected);
});

it('is said in the language of the page', async () => {
  await speak('de');
  expect(spokenLength(64_000)).toBe('1 Minute 4 Sekunden');
});
