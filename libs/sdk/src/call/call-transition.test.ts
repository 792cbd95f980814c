import { describe, test } from 'vitest';
import type { CallInput } from './call-state.ts';
import {
  ann,
  bob,
  cleo,
  callId,
  otherCall,
  phone,
  laptop,
  bobsLaptop,
  bobsPage,
  idle,
  calling,
  ringing,
  incoming,
  connecting,
  answering,
  connected,
  reconnecting,
  ended,
  failed,
  heard,
  check,
  type Row,
} from './call-table.contract.ts';

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
      told: [['no-answer', bob]],
    },
    {
      name: 'is cancelled',
      from: ringing,
      input: { type: 'hang-up' },
      to: ended('cancelled'),
      told: [['cancelled', bob]],
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
      to: answering,
      told: [
        ['accept', bob, phone],
        ['settled: accepted', ann],
      ],
    },
    {
      name: '[P33] is refused, and my other tabs stop',
      from: incoming,
      input: { type: 'decline' },
      to: ended('declined'),
      told: [
        ['declined', bob, phone],
        ['settled: declined', ann],
      ],
    },
    {
      name: '[P33] was settled in another tab of mine',
      from: incoming,
      input: heard('settled: accepted', { from: ann }),
      to: ended('elsewhere'),
    },
    {
      name: '[P33] was declined in another tab of mine',
      from: incoming,
      input: heard('settled: declined', { from: ann }),
      to: ended('declined'),
    },
    {
      name: '[P33] goes quiet when another tab of mine is in a call',
      from: incoming,
      input: heard('settled: busy', { from: ann }),
      to: idle,
    },
    {
      name: '[P33] cannot be settled by somebody else',
      from: incoming,
      input: heard('settled: accepted', { from: cleo }),
      to: incoming,
    },
    {
      name: '[P37] is missed when they give up',
      from: incoming,
      input: heard('cancelled'),
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
      to: failed('no-path'),
      told: [['no-path', bob, phone]],
    },
    {
      name: 'is lost',
      from: reconnecting,
      input: { type: 'media-lost' },
      to: ended('lost', 5),
      told: [['lost', bob, phone]],
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
      input: heard('offer', { connection: laptop }),
      to: { ...connected, connection: laptop },
    },
    {
      name: '[P32] addresses the member when the connection is gone',
      from: connected,
      input: { type: 'refused', refused: { to: bob, connection: phone, callId } },
      to: { ...connected, connection: undefined },
      told: [['here', bob]],
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
        ['settled: busy', ann, undefined, otherCall],
      ],
    },
    {
      name: 'answers busy where I am in a call of another room',
      from: idle,
      input: { ...heard('ring'), isBusy: true } as CallInput,
      to: idle,
      told: [
        ['busy', bob, phone],
        ['settled: busy', ann],
      ],
    },
    {
      name: 'has one winner when two devices answer',
      from: connecting,
      input: heard('accept', { connection: laptop, page: bobsLaptop }),
      to: connecting,
      told: [['elsewhere', bob, laptop]],
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
    const told: Required<Row>['told'] = [
      // In case that it was never heard.
      ['ring', bob, phone],
      ['settled: accepted', ann, undefined, otherCall],
    ];
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
          page: bobsPage,
          lines: 1,
        },
        told: [
          ['elsewhere', ann],
          ['accept', ann, phone, otherCall],
          ['settled: accepted', bob, undefined, otherCall],
        ],
      },
      bob,
    );
  });
});
