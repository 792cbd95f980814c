import { expect, test } from 'vitest';
import { copiedText } from './copied-text.ts';

test('several messages are copied with time and name, each where the one before ends', () => {
  const messages = [
    { time: '14:02', name: 'Ann', text: 'two\nlines' },
    { time: '14:03', name: 'Bob', text: 'one' },
  ];
  expect(copiedText(messages)).toBe('14:02 Ann: two\nlines\n14:03 Bob: one');
});
