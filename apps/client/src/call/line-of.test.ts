import type { CallState } from '@chat/sdk/call';
import { describe, expect, it } from 'vitest';
import { noteOf } from './line-of.ts';

const page = { tab: 't', load: 0 };
const parties = { callId: 'c', peer: 'bob', connection: '1', page } as const;
const calling: CallState = { status: 'calling', callId: 'c', peer: 'bob' };
const incoming: CallState = { status: 'incoming', ...parties };
const answered = { ...parties, role: 'caller', lines: 1 } as const;
const connecting: CallState = { status: 'connecting', ...answered };
const connected: CallState = { status: 'connected', since: 1_000, ...answered };
const reconnecting: CallState = { ...connected, status: 'reconnecting' };
type Reason = Extract<CallState, { status: 'ended' }>['reason'];
const ended = (reason: Reason, since: number | null = null): CallState => ({
  status: 'ended',
  callId: 'c',
  peer: 'bob',
  reason,
  since,
});

describe('the line of a call', () => {
  it.each([
    ['it begins', connecting, connected, 'started', null],
    ['it ends', connected, ended('hung-up', 1_000), 'ended', 125_000],
    ['it ends before there was sound', connecting, ended('hung-up'), 'ended', null],
    ['it breaks off', reconnecting, ended('lost', 1_000), 'lost', 125_000],
    ['the other declines', calling, ended('declined'), 'declined', null],
    ['I decline', incoming, ended('declined'), 'declined-by-me', null],
    ['the other is in a call', calling, ended('busy'), 'busy', null],
    ['nobody answers', calling, ended('no-answer'), 'no-answer', null],
    ['I did not answer', incoming, ended('missed'), 'missed', null],
    ['I give up', calling, ended('cancelled'), 'cancelled', null],
    ['nobody is there', calling, ended('gone'), 'gone', null],
    ['it fails', connecting, ended('failed'), 'failed', null],
    [
      'no way was found',
      connecting,
      { ...ended('failed'), cause: 'no-path' } as CallState,
      'no-path',
      null,
    ],
  ])('%s', (_, before, after, outcome, length) => {
    expect(noteOf(before, after, 126_000)).toEqual({ callId: 'c', peer: 'bob', outcome, length });
  });

  const ringing: CallState = { status: 'ringing', ...parties };
  const idle: CallState = { status: 'idle' };
  const silent: [string, CallState, CallState][] = [
    ['ringing', calling, ringing],
    ['an interruption', connected, reconnecting],
    ['its end', reconnecting, connected],
    ['another tab answered', incoming, ended('elsewhere')],
    ['the news were put away', ended('missed'), idle],
  ];
  it.each(silent)('there is none for %s', (_, before, after) => {
    expect(noteOf(before, after, 126_000)).toBeNull();
  });
});
