import type { CallId, ConnectionId, Signal, UserId } from '@chat/protocol';
import type { OutgoingSignal, RefusedSignal } from './signal-channel.ts';

/** Why a call is over, as this side tells it. */
export type EndReason =
  | 'hung-up'
  | 'declined'
  | 'busy'
  | 'cancelled'
  | 'no-answer'
  | 'missed'
  | 'gone'
  | 'failed'
  | 'lost';

/** The call and who is at the other end. */
export interface Parties {
  callId: CallId;
  peer: UserId;
}

/** The other end is one connection, since somebody answered there; none while that one is gone and no other spoke up. */
interface Answered extends Parties {
  connection: ConnectionId | undefined;
  /** The caller makes the transceivers and the first offer [P34]. */
  role: 'caller' | 'callee';
}

/** A telephone's states. Each has only its own data. */
export type CallState =
  | { status: 'idle' }
  | ({ status: 'calling' } & Parties)
  | ({ status: 'ringing' } & Parties)
  | ({ status: 'incoming'; connection: ConnectionId } & Parties)
  | ({ status: 'connecting' } & Answered)
  | ({ status: 'connected'; since: number } & Answered)
  | ({ status: 'reconnecting'; since: number } & Answered)
  | ({ status: 'ended'; reason: EndReason; since: number | null } & Parties);

/** What can happen to a call. `at` is a time in milliseconds for the length of the call. */
export type CallInput =
  | { type: 'call'; peer: UserId; callId: CallId }
  | { type: 'accept' }
  | { type: 'decline' }
  | { type: 'hang-up' }
  | { type: 'leave' }
  | { type: 'dismiss' }
  | { type: 'signal'; from: UserId; connection: ConnectionId; signal: Signal }
  | { type: 'refused'; refused: RefusedSignal | null }
  | { type: 'member-left'; member: UserId }
  | { type: 'no-answer' }
  | { type: 'media-connected'; at: number }
  | { type: 'media-interrupted' }
  | { type: 'media-lost' };

/** The next state and the signals that tell the others. */
export interface Step {
  state: CallState;
  signals: readonly OutgoingSignal[];
}

/** Whether I ring somebody who has not answered yet. */
export function isOutgoing(
  state: CallState,
): state is Extract<CallState, { status: 'calling' | 'ringing' }> {
  return state.status === 'calling' || state.status === 'ringing';
}

/** Whether it rings, here or there. */
export function isUnanswered(
  state: CallState,
): state is Extract<CallState, { status: 'calling' | 'ringing' | 'incoming' }> {
  return isOutgoing(state) || state.status === 'incoming';
}

/** Whether somebody answered and the call is not over: there is media, or soon will be. */
export function isAnswered(
  state: CallState,
): state is Extract<CallState, { status: 'connecting' | 'connected' | 'reconnecting' }> {
  const { status } = state;
  return status === 'connecting' || status === 'connected' || status === 'reconnecting';
}
