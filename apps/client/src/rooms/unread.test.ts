import type { Message } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import { pageTitle, shortCount, sumOf, unreadMessages, unreadOf } from './unread.ts';

const message = (sentAt: number, from: string, text: string | null = 'hi'): Message => ({
  id: String(sentAt),
  seq: sentAt,
  from,
  name: from,
  sentAt,
  text,
  reactions: [],
});

const MESSAGES = [
  message(1, 'bob'),
  message(2, 'ann'),
  message(3, 'bob', '@Ann look'),
  message(4, 'bob', null),
  message(5, 'cem', '@Annika no'),
];

describe('unread messages', () => {
  it.each([
    ['nothing was read', 0, [1, 3, 5]],
    ['the first was read', 1, [3, 5]],
    ['all but the last was read', 4, [5]],
    ['all was read', 5, []],
    ['what was read is gone from the log', 0.5, [1, 3, 5]],
  ])('%s: those of others that still have a text', (_, readAt, times) => {
    expect(unreadMessages(MESSAGES, readAt, 'ann').map(({ sentAt }) => sentAt)).toEqual(times);
  });

  it('those that name me are counted apart', () => {
    expect(unreadOf(unreadMessages(MESSAGES, 0, 'ann'), ['Ann'])).toEqual({
      count: 3,
      mentions: 1,
    });
  });

  it('rooms add up', () => {
    const all = [
      { count: 2, mentions: 1 },
      { count: 98, mentions: 0 },
    ];
    expect(sumOf(all)).toEqual({ count: 100, mentions: 1 });
    expect(shortCount(99)).toBe('99');
    expect(shortCount(sumOf(all).count)).toBe('99+');
  });

  it.each([
    [0, 'Ann’s room', 'Ann’s room · Chat'],
    [3, 'Ann’s room', '(3) Ann’s room · Chat'],
    [120, null, '(99+) Chat'],
  ])('the title of the page says that %d wait in %s', (unread, place, title) => {
    expect(pageTitle(unread, place, 'Chat')).toBe(title);
  });
});
