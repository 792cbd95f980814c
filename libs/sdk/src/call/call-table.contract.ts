import type { Page, UserId } from '@chat/protocol';
import { expect } from 'vitest';
import type { CallInput, CallState, EndReason, FailureCause } from './call-state.ts';
import { transition } from './call-transition.ts';
import type { UnsignedSignal } from './signal-channel.ts';

// By their ids Ann is smaller than Bob, and Bob than Cleo.
export const ann = 'A'.repeat(22);
export const bob = 'B'.repeat(22);
export const cleo = 'C'.repeat(22);
export const callId = '1'.repeat(22);
export const otherCall = '2'.repeat(22);
export const phone = 'p'.repeat(22);
export const laptop = 'l'.repeat(22);

export const bobsPage = { tab: 'b'.repeat(22), load: 0 };
/** The same tab of Bob, loaded again; and another device of his. */
export const reloaded = { ...bobsPage, load: 1 };
export const bobsLaptop = { tab: 'l'.repeat(22), load: 0 };

export const idle: CallState = { status: 'idle' };
export const calling = { status: 'calling', callId, peer: bob } as const;
export const ringing = { ...calling, status: 'ringing' } as const;
export const incoming = {
  status: 'incoming',
  callId,
  peer: bob,
  connection: phone,
  page: bobsPage,
} as const;
export const asCaller = {
  callId,
  peer: bob,
  connection: phone,
  role: 'caller',
  page: bobsPage,
  lines: 1,
} as const;
export const asCallee = { ...asCaller, role: 'callee' } as const;
export const connecting = { status: 'connecting', ...asCaller } as const;
export const answering = { status: 'connecting', ...asCallee } as const;
export const connected = { status: 'connected', since: 5, ...asCaller } as const;
export const reconnecting = { status: 'reconnecting', since: 5, ...asCaller } as const;
export const restored = {
  ...reconnecting,
  connection: undefined,
  lines: 0,
} as const;
export const ended = (reason: EndReason, since: number | null = null) =>
  ({ status: 'ended', callId, peer: bob, reason, since }) as const;
export const failed = (cause: FailureCause, since: number | null = null) => ({
  ...ended('failed', since),
  cause,
});

/** The signals of a call, by what a reader would call them. */
export const SIGNALS = {
  ring: { kind: 'ring' },
  ringing: { kind: 'ringing' },
  accept: { kind: 'accept' },
  busy: { kind: 'decline', reason: 'busy' },
  declined: { kind: 'decline', reason: 'declined' },
  'declined with words': { kind: 'decline', reason: 'declined', message: 'Later' },
  'hang-up': { kind: 'hang-up', reason: 'hung-up' },
  cancelled: { kind: 'hang-up', reason: 'cancelled' },
  'no-answer': { kind: 'hang-up', reason: 'no-answer' },
  elsewhere: { kind: 'hang-up', reason: 'elsewhere' },
  lost: { kind: 'hang-up', reason: 'lost' },
  'no-path': { kind: 'hang-up', reason: 'no-path' },
  description: { kind: 'hang-up', reason: 'description' },
  'settled: accepted': { kind: 'settled', reason: 'accepted' },
  'settled: declined': { kind: 'settled', reason: 'declined' },
  'settled: busy': { kind: 'settled', reason: 'busy' },
  away: { kind: 'away' },
  rejoin: { kind: 'rejoin' },
  rejoined: { kind: 'rejoined' },
  here: { kind: 'here' },
  offer: { kind: 'offer', n: 1, sdp: 'v=0' },
} as const;
export type Kind = keyof typeof SIGNALS;

export function signal(kind: Kind, id = callId): UnsignedSignal {
  return { ...SIGNALS[kind], callId: id };
}

export function heard(
  kind: Kind,
  about: { from?: string; connection?: string | undefined; id?: string; page?: Page } = {},
): CallInput {
  const { from = bob, id = callId, page = bobsPage } = about;
  const connection = 'connection' in about ? about.connection : phone;
  return { type: 'signal', from, connection, signal: { ...signal(kind, id), page } };
}

export interface Row {
  name: string;
  from: CallState;
  input: CallInput;
  to: CallState;
  /** Who is told what: [kind, to, connection]. */
  told?: [Kind, UserId, (string | undefined)?, string?][];
}

/** One row: the next state and what is told, exactly. */
export function check({ from, input, to, told = [] }: Row, user: UserId): void {
  const step = transition(from, input, user);
  expect(step.state).toEqual(to);
  expect(step.signals).toEqual(
    told.map(([kind, member, connection, id]) => ({
      to: member,
      ...(connection === undefined ? {} : { connection }),
      signal: signal(kind, id),
    })),
  );
}
