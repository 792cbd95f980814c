import type { Notice } from '@chat/sdk';
import { expect, test } from 'vitest';
import { foldedSentence, foldRow, noticeSentence, worthALine } from './notices.ts';

let count = 0;
const who = (name: string) => ({ id: name, name });
const line = { after: 0, at: 0 };
const joined = (name: string, at = 0): Notice => ({
  ...line,
  key: String(++count),
  at,
  kind: 'joined',
  member: who(name),
});
const left = (name: string, at = 0, reason: 'left' | 'lost' | 'removed' = 'left'): Notice => ({
  ...line,
  key: String(++count),
  at,
  kind: 'left',
  reason,
  member: who(name),
});

test.each([
  ['back within 30 s', [left('Ann', 0, 'lost'), joined('Ann', 29_999)], 0],
  [
    'back within 30 s, with others between',
    [left('Ann', 0, 'lost'), joined('Bob'), joined('Ann', 9)],
    1,
  ],
  ['back after 30 s', [left('Ann', 0, 'lost'), joined('Ann', 30_000)], 2],
  ['not back', [left('Ann', 0, 'lost')], 1],
  ['left by themselves and came again', [left('Ann'), joined('Ann', 5)], 2],
  ['somebody else came', [left('Ann', 0, 'lost'), joined('Bob', 5)], 2],
])('a lost connection makes no line if it is soon back: %s', (_, notices, lines) => {
  expect(worthALine(notices)).toHaveLength(lines);
});

test.each([
  [0, []],
  [3, [1, 1, 1]],
  [4, [4]],
  [9, [9]],
])('%i lines in a row become rows of %j', (length, rows) => {
  const row = Array.from({ length }, (_, n) => joined(`person ${n}`));
  expect(foldRow(row).map((group) => group.length)).toEqual(rows);
});

test('a folded row counts people, not lines', () => {
  const five = ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve'].map((name) => joined(name));
  expect(foldedSentence(five)).toBe('5 people joined');
  expect(foldedSentence([...five, left('Bob'), joined('Bob'), left('Bob')])).toBe(
    '5 people joined, 1 person left',
  );
});

test.each([
  [joined('Ann'), 'Ann joined'],
  [left('Ann'), 'Ann left'],
  [left('Ann', 0, 'lost'), 'Ann lost the connection'],
  [left('Ann', 0, 'removed'), 'Ann was removed'],
  [
    { ...line, key: 'r', kind: 'renamed', before: 'Ann', member: who('Anna') } satisfies Notice,
    'Ann is now called Anna',
  ],
])('a line says what happened: %j', (notice, sentence) => {
  expect(noticeSentence(notice)).toBe(sentence);
});
