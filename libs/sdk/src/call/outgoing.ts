import type { CallId, ConnectionId, HangUpReason, Signal, UserId } from '@chat/protocol';
import type { AnsweredState, CallState, Ended, Parties } from './call-state.ts';
import type { OutgoingSignal, UnsignedSignal } from './signal-channel.ts';

type Outgoing = OutgoingSignal<UnsignedSignal>;

type Party = Parties & { connection?: ConnectionId | undefined };

/** A signal without fields of its own, to the other side of a call. */
export function tell(
  { callId, peer, connection }: Party,
  kind: 'ring' | 'ringing' | 'accept' | 'away' | 'here' | 'rejoin' | 'rejoined',
): Outgoing {
  return { to: peer, connection, signal: { kind, callId } };
}

export function hangUp({ callId, peer, connection }: Party, reason: HangUpReason): Outgoing {
  return { to: peer, connection, signal: { kind: 'hang-up', callId, reason } };
}

export function declining(
  { callId, peer, connection }: Party,
  reason: 'declined' | 'busy',
  message?: string,
): Outgoing {
  const said = message === undefined ? {} : { message };
  return { to: peer, connection, signal: { kind: 'decline', callId, reason, ...said } };
}

/** Tells my own other tabs to stop ringing [P33]. */
export function settled(
  callId: CallId,
  self: UserId,
  reason: 'accepted' | 'declined' | 'busy',
): Outgoing {
  return { to: self, signal: { kind: 'settled', callId, reason } };
}

/** What this side has to say about where it stands, to somebody who may not know. */
export function announcement(state: Exclude<CallState, { status: 'idle' | 'ended' }>): Outgoing {
  switch (state.status) {
    case 'calling':
    case 'ringing':
      return tell(state, 'ring');
    case 'incoming':
      return tell(state, 'ringing');
    default:
      return announcementOf(state);
  }
}

function announcementOf(state: AnsweredState): Outgoing {
  if (state.lines === 0) return tell(state, 'rejoin');
  const isUnheard = state.status === 'connecting' && state.role === 'callee';
  return isUnheard ? tell(state, 'accept') : tell(state, 'here');
}

/** How the other side learns of this end; null for an end that it knows or that is none of its business. */
export function farewell(state: Ended, connection?: ConnectionId): Outgoing | null {
  const to: Party = { callId: state.callId, peer: state.peer, connection };
  switch (state.reason) {
    case 'declined':
      return declining(to, 'declined', state.message);
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
export function asksAfterCall({ kind }: { kind: Signal['kind'] }): boolean {
  return kind === 'accept' || kind === 'ringing' || kind === 'here' || kind === 'rejoin';
}

/** Whether this tells a caller that I am in another call. */
export function isTurningAway({ signal }: Outgoing): boolean {
  return signal.kind === 'decline' && signal.reason === 'busy';
}
