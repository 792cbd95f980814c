import { describe, expect, it } from 'vitest';
import { noticeOf, type Arrival, type Wishes } from './notice.ts';

const plain: Arrival = { seq: 1, name: 'Bob', text: 'hi\nthere', mentionsMe: false };
const named: Arrival = { seq: 2, name: 'Cem', text: '@Ann look', mentionsMe: true };
const later: Arrival = { seq: 3, name: 'Bob', text: 'bye', mentionsMe: false };
const ALL = { messages: true, mentions: true };

describe('a notice of a burst', () => {
  it.each([
    ['nothing is wanted', [plain, named], { messages: false, mentions: false }, null],
    ['one message', [plain], ALL, { title: 'Room', body: 'Bob: hi there', seq: 1 }],
    [
      'several say how many, and the last',
      [plain, later],
      ALL,
      { title: 'Room (2)', body: 'Bob: bye', seq: 3 },
    ],
    [
      'who is named is led there',
      [plain, named, later],
      ALL,
      { title: 'Room (3)', body: 'Cem: @Ann look', seq: 2 },
    ],
    [
      'mentions alone',
      [plain, named, later],
      { messages: false, mentions: true },
      { title: 'Room', body: 'Cem: @Ann look', seq: 2 },
    ],
    ['mentions alone, and none', [plain], { messages: false, mentions: true }, null],
    [
      'messages alone',
      [named, later],
      { messages: true, mentions: false },
      { title: 'Room (2)', body: 'Bob: bye', seq: 3 },
    ],
  ] as [string, Arrival[], Wishes, unknown][])('%s', (_, arrivals, wishes, notice) => {
    expect(noticeOf('Room', arrivals, wishes)).toEqual(notice);
  });
});
