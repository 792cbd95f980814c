import { CLOSE } from '@chat/protocol';
import { expect, test } from 'vitest';
import { transition, type ConnectionInput, type ConnectionState } from './connection-state.ts';
import { ids, welcome } from './testing/frames.ts';

type Welcome = Extract<ConnectionInput, { type: 'welcome' }>['welcome'];

const idle: ConnectionState = { status: 'idle' };
const connecting: ConnectionState = { status: 'connecting', attempt: 2 };
const open: ConnectionState = {
  status: 'open',
  attempt: 2,
  connection: ids.connection,
  user: { id: ids.ann, name: 'Ann' },
  retryMs: null,
};
const waiting: ConnectionState = { status: 'waiting', attempt: 3, retryMs: 1_000 };
const stopped: ConnectionState = { status: 'closed', code: 4400, verdict: 'stop' };
const lost = (code: number): ConnectionInput => ({ type: 'lost', code, random: 0.5 });

const table: [string, ConnectionState, ConnectionInput, ConnectionState][] = [
  ['opens', idle, { type: 'open' }, { status: 'connecting', attempt: 0 }],
  ['opens again after a stop', stopped, { type: 'open' }, { status: 'connecting', attempt: 0 }],
  ['does not open twice', connecting, { type: 'open' }, connecting],
  ['is welcomed', connecting, { type: 'welcome', welcome: welcome as Welcome }, open],
  ['counts anew once stable', open, { type: 'stable' }, { ...open, attempt: 0 }],
  ['waits after a failed attempt', connecting, lost(1006), { ...waiting, retryMs: 1_000 }],
  ['waits after a loss', open, lost(1006), { ...waiting, retryMs: 1_000 }],
  [
    '[P5] remembers when to come back',
    open,
    { type: 'bye', retryMs: 70 },
    { ...open, retryMs: 70 },
  ],
  [
    '[P5] comes back when the server said',
    { ...open, retryMs: 70 },
    lost(CLOSE.serverClosing),
    { ...waiting, retryMs: 70 },
  ],
  ['tries again', waiting, { type: 'retry' }, { status: 'connecting', attempt: 3 }],
  ['has no need to try again while open', open, { type: 'retry' }, open],
  ['[P40] stops for a malformed frame', open, lost(CLOSE.malformedFrame), stopped],
  [
    '[P40] starts over without a session',
    connecting,
    lost(CLOSE.sessionUnknown),
    { status: 'closed', code: 4101, verdict: 'start-over' },
  ],
  ['ignores a loss while waiting', waiting, lost(1006), waiting],
  ['closes', open, { type: 'close' }, idle],
];

test.each(table)('a connection %s', (_, from, input, to) => {
  expect(transition(from, input)).toEqual(to);
});
