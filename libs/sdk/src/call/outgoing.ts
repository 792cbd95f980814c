import type { CallId, ConnectionId, HangUpReason, Signal } from '@chat/protocol';
import type { AnsweredState, CallState, Ended, Parties, Self } from './call-state.ts';
import type { OutgoingSignal } from './signal-channel.ts';

type Party = Parties & { connection?: ConnectionId | undefined };

/** A signal without fields of its own, to the other side of a call. */
export function tell(
  { callId, peer, connection }: Party,
  kind: 'ring' | 'ringing' | 'away' | 'here' | 'rejoined',
): OutgoingSignal {
  return { to: peer, connection, signal: { kind, callId } };
}

/** Says that this page is the one: it takes the call, or it came back into it. */
export function present(
  { callId, peer, connection }: Party,
  kind: 'accept' | 'rejoin',
  { page }: Self,
): OutgoingSignal {
  return { to: peer, connection, signal: { kind, callId, page } };
}

export function hangUp({ callId, peer, connection }: Party, reason: HangUpReason): OutgoingSignal {
  return { to: peer, connection, signal: { kind: 'hang-up', callId, reason } };
}

export function declining(
  { callId, peer, connection }: Party,
  reason: 'declined' | 'busy',
): OutgoingSignal {
  return { to: peer, connection, signal: { kind: 'decline', callId, reason } };
}

/** Tells my own other tabs to stop ringing [P33]. */
export function settled(
  callId: CallId,
  self: Self,
  reason: 'accepted' | 'declined' | 'busy',
): OutgoingSignal {
  return { to: self.user, signal: { kind: 'settled', callId, reason } };
}

/** What this side has to say about where it stands, to somebody who may not know. */
export function announcement(
  state: Exclude<CallState, { status: 'idle' | 'ended' }>,
  self: Self,
): OutgoingSignal {
  switch (state.status) {
    case 'calling':
    case 'ringing':
      return tell(state, 'ring');
    case 'incoming':
      return tell(state, 'ringing');
    default:
      return announcementOf(state, self);
  }
}

function announcementOf(state: AnsweredState, self: Self): OutgoingSignal {
  if (state.lines === 0) return present(state, 'rejoin', self);
  const isUnheard = state.status === 'connecting' && state.role === 'callee';
  return isUnheard ? present(state, 'accept', self) : tell(state, 'here');
}

/** How the other side learns of this end; null for an end that it knows or that is none of its business. */
export function farewell(state: Ended, connection?: ConnectionId): OutgoingSignal | null {
  const to: Party = { callId: state.callId, peer: state.peer, connection };
  switch (state.reason) {
    case 'declined':
      return declining(to, 'declined');
    case 'hung-up':
    case 'cancelled':
    case 'no-answer':
    case 'lost':
      return hangUp(to, state.reason);
    case 'gone':
      return hangUp(to, 'cancelled');
    case 'failed':
      return hangUp(
        to,
        state.cause === undefined || state.cause === 'server-away' ? 'no-path' : state.cause,
      );
    default:
      return null;
  }
}

/** What of a signal matters to a call that is over or unknown: its sender does not know that it is. */
export function asksAfterCall({ kind }: Signal): boolean {
  return kind === 'accept' || kind === 'ringing' || kind === 'here' || kind === 'rejoin';
}

/** Whether this tells a caller that I am in another call. */
export function isTurningAway({ signal }: OutgoingSignal): boolean {
  return signal.kind === 'decline' && signal.reason === 'busy';
}
