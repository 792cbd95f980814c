import { expect, test } from 'vitest';
import { composerHint, composerNews } from './composer-hint.ts';

test.each([
  [3_599, '', ''],
  [3_600, '', '400 characters left'],
  [4_000, '', '0 characters left'],
  [4_001, '', '1 character too many. Shorten the message to send it.'],
  [3_700, 'No more now.', 'No more now.'],
  [4_001, 'No more now.', '1 character too many. Shorten the message to send it.'],
])('%i characters and the refusal "%s": "%s"', (length, refusal, hint) => {
  expect(composerHint('x'.repeat(length), refusal)).toBe(hint);
});

test.each([
  [3_599, '', ''],
  [3_600, '', '400 characters left'],
  [3_799, '', '400 characters left'],
  [3_800, '', '200 characters left'],
  [3_961, '', '40 characters left'],
  [4_001, '', 'The message is too long. Shorten it and send it again.'],
  [4_100, '', 'The message is too long. Shorten it and send it again.'],
  [3_700, 'No more now.', 'No more now.'],
])('of %i characters and the refusal "%s" one hears "%s"', (length, refusal, news) => {
  expect(composerNews('x'.repeat(length), refusal)).toBe(news);
});
