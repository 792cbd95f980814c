import type { Message } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import { lastLineOf, oneLine } from './last-line.ts';

const message = (seq: number, from: string, text: string | null): Message => ({
  id: String(seq),
  seq,
  from,
  name: from.toUpperCase(),
  sentAt: seq,
  text,
  reactions: [],
});

describe('the last line of a room', () => {
  it.each([
    ['of an empty room', [], null],
    ['of another person', [message(1, 'bob', 'hi')], { name: 'BOB', text: 'hi', at: 1 }],
    ['of mine', [message(1, 'ann', 'hi')], { name: null, text: 'hi', at: 1 }],
    [
      'of before a deleted one',
      [message(1, 'bob', 'hi'), message(2, 'bob', null)],
      { name: 'BOB', text: 'hi', at: 1 },
    ],
    ['where all are deleted', [message(1, 'bob', null)], null],
  ])('%s', (_, messages, line) => {
    expect(lastLineOf(messages, 'ann')).toEqual(line);
  });

  it('is one line, and not more than fits', () => {
    expect(oneLine(' one\n\n two\tthree ')).toBe('one two three');
    expect(oneLine('x'.repeat(4_000))).toBe(`${'x'.repeat(119)}…`);
    expect(oneLine('x'.repeat(120))).toBe('x'.repeat(120));
  });
});
