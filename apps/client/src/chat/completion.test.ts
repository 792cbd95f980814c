import { expect, test } from 'vitest';
import { complete, completingAt, matchingNames } from './completion.ts';
import { insert, type Insertion, type Written } from './written.ts';

/** `|` stands for the caret. */
const written = (marked: string): Written => ({
  value: marked.replace('|', ''),
  caret: marked.indexOf('|'),
});
/** The field after that. */
const shown = (value: string, insertion: Insertion) => {
  const field = Object.assign(document.createElement('textarea'), { value });
  insert(field, insertion);
  return `${field.value.slice(0, field.selectionEnd)}|${field.value.slice(field.selectionEnd)}`;
};

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
  ['hello @b|o', '@Bob', 'hello @Bob |'],
  ['@a|nn!', '@Ann', '@Ann |!'],
  ['@an|other', '@Ann', '@Ann |other'],
])('"%s" completed by %s', (text, chosen, expected) => {
  const before = written(text);
  const insertion = complete(before, completingAt(before)!, chosen);
  expect(shown(before.value, insertion)).toBe(expected);
});

test('an emoji goes where the caret is, in the place of what is selected', () => {
  expect(shown('one two', { text: '🎉', start: 3, end: 7 })).toBe('one🎉|');
  expect(shown('one two', { text: '🎉', start: 3, end: 3 })).toBe('one🎉| two');
});

test('names are found by their beginning, then by a later word; case and accents do not count', () => {
  const names = ['Ben Ann', 'Ann', 'Änne', 'Zoë'];
  expect(matchingNames(names, 'an')).toEqual(['Ann', 'Änne', 'Ben Ann']);
  expect(matchingNames(names, 'ZOE')).toEqual(['Zoë']);
  expect(matchingNames(names, 'x')).toEqual([]);
});
