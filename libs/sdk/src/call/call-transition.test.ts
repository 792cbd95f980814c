import type { Signal, UserId } from '@chat/protocol';
import { describe, expect, test } from 'vitest';
import type { CallInput, CallState } from './call-state.ts';
import { transition } from './call-transition.ts';

// By their ids Ann is smaller than Bob, and Bob than Cleo.
const ann = 'A'.repeat(22);
const bob = 'B'.repeat(22);
const cleo = 'C'.repeat(22);
const callId = '1'.repeat(22);
const otherCall = '2'.repeat(22);
const phone = 'p'.repeat(22);
const laptop = 'l'.repeat(22);

const idle: CallState = { status: 'idle' };
const calling: CallState = { status: 'calling', callId, peer: bob };
const ringing: CallState = { ...calling, status: 'ringing' };
const incoming: CallState = { status: 'incoming', callId, peer: bob, connection: phone };
const asCaller = { callId, peer: bob, connection: phone, role: 'caller' } as const;
const connecting: CallState = { status: 'connecting', ...asCaller };
const connected: CallState = { status: 'connected', since: 5, ...asCaller };
const reconnecting: CallState = { status: 'reconnecting', since: 5, ...asCaller };
const ended = (reason: string, since: number | null = null) =>
  ({ status: 'ended', callId, peer: bob, reason, since }) as CallState;

type Kind = 'ring' | 'ringing' | 'accept' | 'hang-up' | 'settled' | 'busy' | 'declined';

function signal(kind: Kind, id = callId): Signal {
  if (kind === 'busy' || kind === 'declined') return { kind: 'decline', callId: id, reason: kind };
  return { kind, callId: id };
}

function heard(kind: Kind, { from = bob, connection = phone, id = callId } = {}): CallInput {
  return { type: 'signal', from, connection, signal: signal(kind, id) };
}

interface Row {
  name: string;
  from: CallState;
  input: CallInput;
  to: CallState;
  /** Who is told what: [kind, to, connection]. */
  told?: [Kind, UserId, (string | undefined)?, string?][];
}

function check({ from, input, to, told = [] }: Row, self: UserId): void {
  const step = transition(from, input, self);
  expect(step.state).toEqual(to);
  expect(step.signals).toEqual(
    told.map(([kind, member, connection, id]) => ({
      to: member,
      ...(connection === undefined ? {} : { connection }),
      signal: signal(kind, id),
    })),
  );
}

describe('a call as Ann sees it', () => {
  const rows: Row[] = [
    {
      name: '[P32] rings',
      from: idle,
      input: { type: 'call', peer: bob, callId },
      to: calling,
      told: [['ring', bob]],
    },
    {
      name: 'rings again after an ended one',
      from: ended('busy'),
      input: { type: 'call', peer: bob, callId },
      to: calling,
      told: [['ring', bob]],
    },
    {
      name: 'is one at a time',
      from: connected,
      input: { type: 'call', peer: cleo, callId: otherCall },
      to: connected,
    },
    {
      name: '[P32] knows that it rings there',
      from: calling,
      input: heard('ringing'),
      to: ringing,
    },
    {
      name: '[P32] is answered before it rang',
      from: calling,
      input: heard('accept'),
      to: connecting,
    },
    { name: '[P32] is answered', from: ringing, input: heard('accept'), to: connecting },
    { name: 'is declined', from: ringing, input: heard('declined'), to: ended('declined') },
    { name: 'finds them busy', from: calling, input: heard('busy'), to: ended('busy') },
    {
      name: 'is not answered',
      from: ringing,
      input: { type: 'no-answer' },
      to: ended('no-answer'),
      told: [['hang-up', bob]],
    },
    {
      name: 'is cancelled',
      from: ringing,
      input: { type: 'hang-up' },
      to: ended('cancelled'),
      told: [['hang-up', bob]],
    },
    {
      name: 'ends when they leave before answering',
      from: ringing,
      input: { type: 'member-left', member: bob },
      to: ended('gone'),
    },
    {
      name: 'does not care who else leaves',
      from: ringing,
      input: { type: 'member-left', member: cleo },
      to: ringing,
    },
    {
      name: '[P31] ends when nobody is there',
      from: calling,
      input: { type: 'refused', refused: { to: bob, callId } },
      to: ended('gone'),
    },
    {
      name: '[P32] comes in',
      from: idle,
      input: heard('ring'),
      to: incoming,
      told: [['ringing', bob, phone]],
    },
    {
      name: '[P33] is accepted, and my other tabs stop',
      from: incoming,
      input: { type: 'accept' },
      to: { ...connecting, role: 'callee' },
      told: [
        ['accept', bob, phone],
        ['settled', ann],
      ],
    },
    {
      name: '[P33] is refused, and my other tabs stop',
      from: incoming,
      input: { type: 'decline' },
      to: ended('declined'),
      told: [
        ['declined', bob, phone],
        ['settled', ann],
      ],
    },
    {
      name: '[P33] was settled in another tab of mine',
      from: incoming,
      input: heard('settled', { from: ann }),
      to: idle,
    },
    {
      name: '[P33] cannot be settled by somebody else',
      from: incoming,
      input: heard('settled', { from: cleo }),
      to: incoming,
    },
    {
      name: 'is missed when they give up',
      from: incoming,
      input: heard('hang-up'),
      to: ended('missed'),
    },
    {
      name: 'is missed when they vanish',
      from: incoming,
      input: { type: 'no-answer' },
      to: ended('missed'),
    },
    {
      name: 'connects',
      from: connecting,
      input: { type: 'media-connected', at: 5 },
      to: connected,
    },
    {
      name: 'is interrupted',
      from: connected,
      input: { type: 'media-interrupted' },
      to: reconnecting,
    },
    {
      name: 'comes back and its clock goes on',
      from: reconnecting,
      input: { type: 'media-connected', at: 99 },
      to: connected,
    },
    {
      name: 'fails to connect',
      from: connecting,
      input: { type: 'media-lost' },
      to: ended('failed'),
      told: [['hang-up', bob, phone]],
    },
    {
      name: 'is lost',
      from: reconnecting,
      input: { type: 'media-lost' },
      to: ended('lost', 5),
      told: [['hang-up', bob, phone]],
    },
    {
      name: 'is hung up by me',
      from: connected,
      input: { type: 'hang-up' },
      to: ended('hung-up', 5),
      told: [['hang-up', bob, phone]],
    },
    {
      name: 'is hung up by them',
      from: connected,
      input: heard('hang-up'),
      to: ended('hung-up', 5),
    },
    {
      name: '[P32] is hung up over the new connection of who lost the old one',
      from: connected,
      input: heard('hang-up', { connection: laptop }),
      to: { ...ended('hung-up', 5) },
    },
    {
      name: '[P32] follows the other side to its new connection',
      from: connected,
      input: {
        type: 'signal',
        from: bob,
        connection: laptop,
        signal: { kind: 'offer', callId, n: 1, sdp: 'v=0' },
      },
      to: { ...connected, connection: laptop },
    },
    {
      name: '[P32] addresses the member when the connection is gone',
      from: connected,
      input: { type: 'refused', refused: { to: bob, connection: phone, callId } },
      to: { ...connected, connection: undefined },
    },
    {
      name: '[P32] tells the member that it is over when the connection is gone',
      from: ended('hung-up', 5),
      input: { type: 'refused', refused: { to: bob, connection: phone, callId } },
      to: ended('hung-up', 5),
      told: [['hang-up', bob]],
    },
    {
      name: '[P31] does not go round in circles when the member is gone as well',
      from: ended('hung-up', 5),
      input: { type: 'refused', refused: { to: bob, callId } },
      to: ended('hung-up', 5),
    },
    {
      name: '[P31] does not mind what was refused of another call',
      from: ringing,
      input: { type: 'refused', refused: { to: bob, callId: otherCall } },
      to: ringing,
    },
    {
      name: 'rings on in my other tabs when this one goes',
      from: incoming,
      input: { type: 'leave' },
      to: idle,
    },
    {
      name: 'ends with the page',
      from: connected,
      input: { type: 'leave' },
      to: ended('hung-up', 5),
      told: [['hang-up', bob, phone]],
    },
    {
      name: 'is not hung up by a third person',
      from: connected,
      input: heard('hang-up', { from: cleo }),
      to: connected,
    },
    {
      name: 'is not touched by an old call',
      from: connected,
      input: heard('hang-up', { id: otherCall }),
      to: connected,
    },
    {
      name: 'goes on when the member leaves the room',
      from: connected,
      input: { type: 'member-left', member: bob },
      to: connected,
    },
    {
      name: 'answers busy to a third person, once for all my tabs',
      from: connected,
      input: heard('ring', { from: cleo, connection: laptop, id: otherCall }),
      to: connected,
      told: [
        ['busy', cleo, laptop, otherCall],
        ['settled', ann, undefined, otherCall],
      ],
    },
    {
      name: 'has one winner when two devices answer',
      from: connecting,
      input: heard('accept', { connection: laptop }),
      to: connecting,
      told: [['hang-up', bob, laptop]],
    },
    { name: 'ignores its own ring', from: idle, input: heard('ring', { from: ann }), to: idle },
    { name: 'is put away', from: ended('busy'), input: { type: 'dismiss' }, to: idle },
    {
      name: 'cannot be accepted when nobody calls',
      from: idle,
      input: { type: 'accept' },
      to: idle,
    },
  ];
  test.each(rows)('$name', (row) => check(row, ann));
});

describe('[P35] both ring at once', () => {
  test('the smaller id goes on with its own call', () => {
    const input = heard('ring', { id: otherCall });
    const told: Required<Row>['told'] = [['settled', ann, undefined, otherCall]];
    check({ name: '', from: ringing, input, to: ringing, told }, ann);
  });

  test('the larger id takes the other call and drops its own', () => {
    check(
      {
        name: '',
        from: { status: 'calling', callId, peer: ann },
        input: heard('ring', { from: ann, id: otherCall }),
        to: {
          status: 'connecting',
          callId: otherCall,
          peer: ann,
          connection: phone,
          role: 'callee',
        },
        told: [
          ['hang-up', ann],
          ['accept', ann, phone, otherCall],
          ['settled', bob, undefined, otherCall],
        ],
      },
      bob,
    );
  });
});
