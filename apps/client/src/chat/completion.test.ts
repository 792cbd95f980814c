import { expect, test } from 'vitest';
import { complete, completingAt, matchingNames } from './completion.ts';
import { insertAt, type Written } from './written.ts';

/** `|` stands for the caret. */
const written = (marked: string): Written => ({
  value: marked.replace('|', ''),
  caret: marked.indexOf('|'),
});
const shown = ({ value, caret }: Written) => `${value.slice(0, caret)}|${value.slice(caret)}`;

test.each([
  ['|', null],
  ['@|', { kind: 'mention', from: 0, query: '' }],
  ['hello @An|', { kind: 'mention', from: 6, query: 'An' }],
  ['(@An|', { kind: 'mention', from: 1, query: 'An' }],
  ['hello @Ann Le|', { kind: 'mention', from: 6, query: 'Ann Le' }],
  ['@Ann and then something|', null],
  ['mail@An|', null],
  ['@An| later', { kind: 'mention', from: 0, query: 'An' }],
  [':sm|', { kind: 'emoji', from: 0, query: 'sm' }],
  ['well :+1|', { kind: 'emoji', from: 5, query: '+1' }],
  ['gut :rotes_her|', { kind: 'emoji', from: 4, query: 'rotes_her' }],
  ['gut :rotes her|', null],
  [':قَلْب|', { kind: 'emoji', from: 0, query: 'قَلْب' }],
  [':)|', null],
  [':s|', null],
  ['at 12:30|', null],
  ['https://ex|', null],
  ['std::vec|', null],
])('in "%s" it is %j that is completed', (text, completing) => {
  expect(completingAt(written(text))).toEqual(completing);
});

test.each([
  ['hello @An|', '@Ann Lee', 'hello @Ann Lee |'],
  ['@An| later', '@Ann', '@Ann |later'],
  [':smi|, yes', '😄', '😄 |, yes'],
])('"%s" completed by %s', (text, chosen, expected) => {
  const before = written(text);
  expect(shown(complete(before, completingAt(before)!, chosen))).toBe(expected);
});

test('an emoji goes where the caret is, in the place of what is selected', () => {
  expect(shown(insertAt('one two', { start: 3, end: 7 }, '🎉'))).toBe('one🎉|');
  expect(shown(insertAt('one two', { start: 3, end: 3 }, '🎉'))).toBe('one🎉| two');
});

test('names are found by their beginning, then by a later word; case and accents do not count', () => {
  const names = ['Ben Ann', 'Ann', 'Änne', 'Zoë'];
  expect(matchingNames(names, 'an')).toEqual(['Ann', 'Änne', 'Ben Ann']);
  expect(matchingNames(names, 'ZOE')).toEqual(['Zoë']);
  expect(matchingNames(names, 'x')).toEqual([]);
});
