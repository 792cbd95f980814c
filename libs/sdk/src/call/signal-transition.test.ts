import { describe, expect, test } from 'vitest';
import type { CallInput, CallState, EndReason, FailureCause } from './call-state.ts';
import {
  ann,
  bob,
  cleo,
  callId,
  phone,
  laptop,
  reloaded,
  bobsLaptop,
  bobsPage,
  idle,
  calling,
  ringing,
  incoming,
  asCaller,
  connecting,
  answering,
  connected,
  reconnecting,
  restored,
  ended,
  failed,
  heard,
  check,
  type Kind,
  type Row,
} from './call-table.contract.ts';
import { transition } from './call-transition.ts';

describe('what the other side tells', () => {
  const rows: [Kind, CallState, CallState][] = [
    ['hang-up', connecting, ended('hung-up')],
    ['hang-up', connected, ended('hung-up', 5)],
    ['hang-up', reconnecting, ended('hung-up', 5)],
    ['hang-up', incoming, ended('missed')],
    ['hang-up', ringing, ended('hung-up')],
    ['cancelled', answering, ended('missed')],
    ['no-answer', incoming, ended('missed')],
    ['no-answer', answering, ended('missed')],
    ['elsewhere', answering, ended('elsewhere')],
    ['elsewhere', incoming, ended('elsewhere')],
    ['lost', connected, ended('lost', 5)],
    ['no-path', connecting, failed('no-path')],
    ['no-path', connected, failed('no-path', 5)],
    ['description', answering, failed('description')],
    ['declined', calling, ended('declined')],
    ['busy', ringing, ended('busy')],
    ['declined', connected, connected],
    ['declined', incoming, ended('declined')],
    ['declined', answering, ended('declined')],
    ['declined', connecting, connecting],
  ];
  test.each(rows)('[P37] %s ends it for this side as well', (kind, from, to) => {
    check({ name: '', from, input: heard(kind), to }, ann);
  });

  test('[P36] over the call itself it says nothing about a connection', () => {
    const over = { connection: undefined };
    check({ name: '', from: connected, input: heard('here', over), to: connected }, ann);
    check(
      { name: '', from: connected, input: heard('hang-up', over), to: ended('hung-up', 5) },
      ann,
    );
    check({ name: '', from: idle, input: heard('ring', over), to: idle }, ann);
  });
});

describe('[P37] who asks after a call that is over', () => {
  const rows: [EndReason, Kind, Kind | null][] = [
    ['cancelled', 'accept', 'cancelled'],
    ['no-answer', 'accept', 'no-answer'],
    ['cancelled', 'ringing', 'cancelled'],
    ['hung-up', 'here', 'hang-up'],
    ['lost', 'rejoin', 'lost'],
    ['declined', 'ring', 'declined'],
    ['busy', 'accept', 'elsewhere'],
    ['declined', 'accept', 'elsewhere'],
    ['gone', 'accept', 'cancelled'],
    ['busy', 'here', null],
    ['hung-up', 'offer', null],
    ['hung-up', 'hang-up', null],
  ];
  test.each(rows)('%s: %s is answered with %s', (reason, kind, answer) => {
    const from = ended(reason);
    const told: Required<Row>['told'] = answer ? [[answer, bob, phone]] : [];
    check({ name: '', from, input: heard(kind), to: from, told }, ann);
  });

  test('one that was missed rings again', () => {
    const told: Required<Row>['told'] = [['ringing', bob, phone]];
    check({ name: '', from: ended('missed'), input: heard('ring'), to: incoming, told }, ann);
  });
});

describe('[P32] after a socket was replaced', () => {
  const rows: [string, CallState, CallInput, CallState, Required<Row>['told']][] = [
    ['a caller rings again', ringing, { type: 'announce' }, ringing, [['ring', bob]]],
    [
      'a callee says that it rings',
      incoming,
      { type: 'announce' },
      incoming,
      [['ringing', bob, phone]],
    ],
    [
      'who answered says it again',
      answering,
      { type: 'announce' },
      answering,
      [['accept', bob, phone]],
    ],
    [
      'who is in the call says so',
      connected,
      { type: 'announce' },
      connected,
      [['here', bob, phone]],
    ],
    ['nobody speaks of no call', idle, { type: 'announce' }, idle, []],
    [
      'of an ended one its end is said again',
      ended('lost'),
      { type: 'announce' },
      ended('lost'),
      [['lost', bob]],
    ],
    [
      'a second ring is the same call',
      incoming,
      heard('ring', { connection: laptop }),
      { ...incoming, connection: laptop },
      [['ringing', bob, laptop]],
    ],
    [
      'a ring for what was accepted is answered again',
      answering,
      heard('ring', { connection: laptop }),
      { ...answering, connection: laptop },
      [
        ['accept', bob, laptop],
        ['settled: accepted', ann],
      ],
    ],
    [
      'a second accept of the same page is no second device',
      connecting,
      heard('accept', { connection: laptop }),
      { ...connecting, connection: laptop },
      [],
    ],
    [
      'an accept that was refused goes to the member',
      answering,
      { type: 'refused', refused: { to: bob, connection: phone, callId } },
      { ...answering, connection: undefined },
      [['accept', bob]],
    ],
    [
      'a member who comes back is rung',
      calling,
      { type: 'member-back', member: bob },
      calling,
      [['ring', bob]],
    ],
    ['another member is not', calling, { type: 'member-back', member: cleo }, calling, []],
  ];
  test.each(rows)('%s', (name, from, input, to, told) => {
    check({ name, from, input, to, told }, ann);
  });
});

describe('[P38] a page that goes away and comes back', () => {
  const rows: [string, CallState, CallInput, CallState, Required<Row>['told']][] = [
    ['tells the other side', connected, { type: 'suspend' }, idle, [['away', bob, phone]]],
    ['goes on ringing in other tabs', incoming, { type: 'suspend' }, idle, []],
    [
      'cancels what it began',
      ringing,
      { type: 'suspend' },
      ended('cancelled'),
      [['cancelled', bob]],
    ],
    [
      'comes back',
      idle,
      { type: 'restore', callId, peer: bob, role: 'caller', since: 5, page: bobsPage },
      restored,
      [['rejoin', bob]],
    ],
    [
      'comes back before it was connected',
      idle,
      { type: 'restore', callId, peer: bob, role: 'caller', since: null, page: bobsPage },
      { status: 'connecting', ...asCaller, connection: undefined, lines: 0 },
      [['rejoin', bob]],
    ],
    ['asks again', restored, { type: 'announce' }, restored, [['rejoin', bob]]],
    [
      'asks who does not know',
      restored,
      heard('here'),
      { ...restored, connection: phone },
      [['rejoin', bob, phone]],
    ],
    ['is taken in', restored, heard('rejoined'), { ...restored, connection: phone, lines: 1 }, []],
    ['is taken in once', connected, heard('rejoined'), connected, []],
    ['is waited for', connected, heard('away'), { ...reconnecting, connection: undefined }, []],
    [
      'gets a new peer connection',
      connected,
      heard('rejoin', { connection: laptop, page: reloaded }),
      { ...reconnecting, connection: laptop, page: reloaded, lines: 2 },
      [['rejoined', bob, laptop]],
    ],
    ['gets one only', reconnecting, heard('rejoin'), reconnecting, [['rejoined', bob, phone]]],
    [
      'meets one that came back as well',
      restored,
      heard('rejoin', { page: reloaded }),
      { ...restored, connection: phone, page: reloaded, lines: 1 },
      [['rejoined', bob, phone]],
    ],
    [
      'had accepted, which was never heard',
      ringing,
      heard('rejoin', { page: reloaded }),
      { ...connecting, page: reloaded },
      [['rejoined', bob, phone]],
    ],
    ['cannot join a call that rings', incoming, heard('rejoin'), incoming, []],
    [
      'is not put away by what it said before',
      { ...connected, page: reloaded },
      heard('away', { connection: laptop }),
      { ...connected, page: reloaded },
      [],
    ],
    [
      'waits for one who came back before',
      restored,
      heard('rejoined', { page: reloaded }),
      { ...restored, connection: phone, page: reloaded, lines: 1 },
      [],
    ],
  ];
  test.each(rows)('%s', (name, from, input, to, told) => {
    check({ name, from, input, to, told }, ann);
  });
});

describe('[P32] a refusal with words', () => {
  const said = { ...ended('declined'), message: 'Later' };

  test('is said to the caller alone, and again to who asks', () => {
    const told: Required<Row>['told'] = [
      ['declined with words', bob, phone],
      ['settled: declined', ann],
    ];
    check(
      { name: '', from: incoming, input: { type: 'decline', message: 'Later' }, to: said, told },
      ann,
    );
    const again: Required<Row>['told'] = [['declined with words', bob, phone]];
    check({ name: '', from: said, input: heard('ring'), to: said, told: again }, ann);
  });

  test('is read by the caller', () => {
    check({ name: '', from: ringing, input: heard('declined with words'), to: said }, ann);
  });
});

describe('[P33] another device of the callee that answered as well', () => {
  const about = { connection: laptop, page: bobsLaptop };
  const told: Required<Row>['told'] = [['elsewhere', bob, laptop]];

  test.each<Kind>(['accept', 'rejoin', 'here'])('is told that it is not the one: %s', (kind) => {
    check({ name: '', from: connected, input: heard(kind, about), to: connected, told }, ann);
  });

  test.each<Kind>(['hang-up', 'away', 'rejoined', 'ringing', 'declined', 'offer'])(
    'changes nothing: %s',
    (kind) => {
      check({ name: '', from: connected, input: heard(kind, about), to: connected }, ann);
    },
  );
});

describe('a call that fails', () => {
  test.each<FailureCause>(['description', 'unsupported'])('says why: %s', (cause) => {
    const { state, signals } = transition(connecting, { type: 'media-lost', cause }, ann);
    expect(state).toEqual(failed(cause));
    expect(signals).toMatchObject([{ to: bob, signal: { kind: 'hang-up', reason: cause } }]);
  });

  test('says that there is no server', () => {
    const input: CallInput = { type: 'refused', refused: null };
    check({ name: '', from: calling, input, to: failed('server-away') }, ann);
  });
});
