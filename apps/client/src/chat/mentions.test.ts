import { expect, test } from 'vitest';
import { byLength, mentionsAny, splitMentions } from './mentions.ts';

const names = byLength(['Ann', 'Ann Lee', 'Zoë', 'Ben (2)']);
const marked = (text: string) =>
  splitMentions(text, names)
    .filter(({ mention }) => mention)
    .map((piece) => piece.text);

test.each([
  ['hello @Ann', ['@Ann']],
  ['@ann and @ZOË!', ['@ann', '@ZOË']],
  ['@Ann Lee, not @Ann', ['@Ann Lee', '@Ann']],
  ['@Annika', []],
  ['mail ann@Ann.org', []],
  ['@Ben (2)?', ['@Ben (2)']],
  ['@ @', []],
])('in "%s" these are mentioned: %j', (text, mentioned) => {
  expect(marked(text)).toEqual(mentioned);
  expect(
    splitMentions(text, names)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('a text mentions me only by my name', () => {
  expect(mentionsAny('hi @Ann Lee', ['Ann Lee'])).toBe(true);
  expect(mentionsAny('hi @Annika', ['Ann'])).toBe(false);
  expect(mentionsAny('hi', [])).toBe(false);
});
