import type { Notice, OutboxEntry, VisibleMessage } from '@chat/sdk';
import { expect, test } from 'vitest';
import { buildTimeline, type Conversation } from './timeline.ts';

const NOON = new Date(2026, 4, 1, 12).getTime();
const MINUTE = 60_000;

const message = (seq: number, fields: Partial<VisibleMessage> = {}): VisibleMessage => ({
  id: `id ${seq}`,
  seq,
  from: 'bob',
  name: 'Bob',
  text: `text ${seq}`,
  reactions: [],
  sentAt: NOON + seq * MINUTE,
  ...fields,
});

const notice = (after: number, at = NOON): Notice => ({
  key: `notice ${after}`,
  kind: 'joined',
  after,
  at,
  member: { id: 'cleo', name: 'Cleo' },
});

const crowd = (size: number, after: number): Notice[] =>
  Array.from({ length: size }, (_, n) => ({
    ...notice(after),
    key: String(n + 1),
    member: { id: `person ${n}`, name: `Person ${n}` },
  }));

const unconfirmed: OutboxEntry = {
  id: 'mine',
  body: { kind: 'text', text: 'mine' },
  postedAt: NOON,
  status: 'sent',
  order: 0,
};

function lines(conversation: Partial<Conversation>): string[] {
  const empty = { self: 'ann', messages: [], notices: [], pending: [] };
  return buildTimeline({ ...empty, ...conversation }).map((item) => {
    switch (item.kind) {
      case 'message':
        return `${item.message.seq}${item.first ? ' first' : ''}`;
      case 'notices':
        return item.notices.map(({ key }) => key).join(' + ');
      case 'pending':
        return item.first ? 'pending first' : 'pending';
      default:
        return item.kind;
    }
  });
}

test('an empty room has no lines', () => {
  expect(lines({})).toEqual([]);
});

test('messages of one author within five minutes stand together', () => {
  const messages = [1, 2, 6, 8].map((seq) => message(seq));
  messages.push(message(9, { from: 'ann', name: 'Ann' }), message(10));
  messages.push(message(17));
  expect(lines({ messages })).toEqual([
    'day',
    '1 first',
    '2',
    '6',
    '8',
    '9 first',
    '10 first',
    '17 first',
  ]);
});

test('a new name begins a new group', () => {
  const messages = [message(1), message(2, { name: 'Robert' })];
  expect(lines({ messages })).toEqual(['day', '1 first', '2 first']);
});

test('each day has its line, once', () => {
  const tomorrow = NOON + 24 * 60 * MINUTE;
  const messages = [message(1), message(2, { sentAt: tomorrow }), message(3, { sentAt: tomorrow })];
  expect(lines({ messages })).toEqual(['day', '1 first', 'day', '2 first', '3']);
});

test('a notice stands after the message that was the last when it came', () => {
  const messages = [message(1), message(2), message(3)];
  const notices = [notice(0), notice(2, NOON + 2 * MINUTE), notice(3, NOON + 3 * MINUTE)];
  expect(lines({ messages, notices })).toEqual([
    'day',
    'notice 0',
    '1 first',
    '2',
    'notice 2',
    '3 first',
    'notice 3',
  ]);
});

test('notices older than the kept log are left out', () => {
  expect(lines({ messages: [message(50)], notices: [notice(3)] })).toEqual(['day', '50 first']);
});

test('what is not confirmed comes last', () => {
  const items = lines({
    messages: [message(1)],
    pending: [unconfirmed, { ...unconfirmed, id: 'second' }],
  });
  expect(items).toEqual(['day', '1 first', 'pending first', 'pending']);
});

test('what I write soon after my last message stands with it, before and after it is confirmed', () => {
  const messages = [message(1, { from: 'ann', name: 'Ann' })];
  const soon = { ...unconfirmed, postedAt: NOON + 2 * MINUTE };
  expect(lines({ messages, pending: [soon] })).toEqual(['day', '1 first', 'pending']);
  const later = { ...unconfirmed, postedAt: NOON + 7 * MINUTE };
  expect(lines({ messages, pending: [later] })).toEqual(['day', '1 first', 'pending first']);
});

test('more than three notices in a row are one line, and a message between ends the row', () => {
  expect(lines({ notices: crowd(3, 0) })).toEqual(['day', '1', '2', '3']);
  expect(lines({ notices: crowd(5, 0) })).toEqual(['day', '1 + 2 + 3 + 4 + 5']);
  const messages = [message(1)];
  expect(lines({ messages, notices: [...crowd(3, 0), ...crowd(2, 1)] })).toEqual([
    'day',
    '1',
    '2',
    '3',
    '1 first',
    '1',
    '2',
  ]);
});

test.each([
  [null, ['day', '1 first', '2', '3 first']],
  [0, ['day', 'unread', '1 first', '2', '3 first']],
  [1, ['day', '1 first', 'unread', '2 first', '3 first']],
  [3, ['day', '1 first', '2', '3 first']],
])('read to %j, the divider stands before what is unread', (readTo, expected) => {
  const messages = [message(1), message(2), message(3, { from: 'ann', name: 'Ann' })];
  expect(lines({ messages, readTo })).toEqual(expected);
});

test('what I wrote myself is not unread', () => {
  const messages = [message(1), message(2, { from: 'ann', name: 'Ann' }), message(3)];
  expect(lines({ messages, readTo: 1 })).toEqual([
    'day',
    '1 first',
    '2 first',
    'unread',
    '3 first',
  ]);
});
