import { expect, test } from 'vitest';
import { arrivedAfter, messageAnnouncement, noticeAnnouncement } from './announcements.ts';

const message = (seq: number, name: string, text: string | null = `text ${seq}`) => ({
  id: `id ${seq}`,
  seq,
  from: name,
  name,
  text,
  reactions: [],
  sentAt: 0,
});

test.each([
  [[], ''],
  [[message(1, 'Ann')], 'Ann: text 1'],
  [[message(1, 'Ann', null)], 'Ann: Message deleted'],
  [
    [message(1, 'Ann'), message(2, 'Bob'), message(3, 'Ann')],
    'Ann: text 1\nBob: text 2\nAnn: text 3',
  ],
  [[1, 2, 3, 4].map((seq) => message(seq, 'Ann')), '4 new messages from Ann'],
  [
    [1, 2, 3, 4].map((seq) => message(seq, seq > 2 ? 'Ann' : 'Bob')),
    '4 new messages from Bob and Ann',
  ],
  [
    ['A', 'B', 'C', 'D', 'A'].map((name, seq) => message(seq, name)),
    '5 new messages from 4 people',
  ],
])('a burst of more than three is counted, fewer are read out (%#)', (messages, sentence) => {
  expect(messageAnnouncement(messages)).toBe(sentence);
});

test('neither the history nor what I wrote is announced', () => {
  const messages = [message(1, 'Bob'), message(2, 'Bob'), message(3, 'Ann'), message(5, 'Bob')];
  const after = (seq: number) => arrivedAfter(messages, { seq, self: 'Ann' }).map((m) => m.seq);
  expect(after(2)).toEqual([5]);
  expect(after(0)).toEqual([1, 2, 5]);
  expect(after(5)).toEqual([]);
});

test('one who comes is named, many are counted', () => {
  const joined = (name: string) => ({
    key: name,
    after: 0,
    at: 0,
    kind: 'joined' as const,
    member: { id: name, name },
  });
  expect(noticeAnnouncement([])).toBe('');
  expect(noticeAnnouncement([joined('Ann')])).toBe('Ann joined');
  expect(noticeAnnouncement([joined('Ann'), joined('Bob')])).toBe('2 people joined');
});
