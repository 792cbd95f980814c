import type { CallId, ConnectionId, HangUpReason, Page, Signal, UserId } from '@chat/protocol';
import type { OutgoingSignal, RefusedSignal, UnsignedSignal } from './signal-channel.ts';

/** Why a call is over, as this side tells it. Both sides tell the same [P37]. */
export type EndReason =
  | 'hung-up'
  | 'declined'
  | 'busy'
  | 'cancelled'
  | 'no-answer'
  | 'missed'
  /** Another tab or device of mine took it. */
  | 'elsewhere'
  /** The other person is not there (any more). */
  | 'gone'
  | 'failed'
  | 'lost';

/**
 * Why a call that was wanted never came about: no path between the two networks, a description that a browser refused, a
 * browser without calls, no server to ring by.
 */
export type FailureCause = 'no-path' | 'description' | 'unsupported' | 'server-away';

/** The call and who is at the other end. */
export interface Parties {
  callId: CallId;
  peer: UserId;
}

/** What both ends of an answered call share. */
export interface Answered extends Parties {
  /** The other end is one connection; none while that one is gone and no other spoke up. */
  connection: ConnectionId | undefined;
  /** The caller makes the transceivers and the first offer [P34]. */
  role: 'caller' | 'callee';
  /** The page at the other end: loaded again, it needs a new peer connection [P38]. */
  page: Page;
  /** Peer connections made so far; 0 while a page that came back waits to be taken in. */
  lines: number;
}

/** A telephone's states. Each has only its own data. */
export type CallState =
  | { status: 'idle' }
  | ({ status: 'calling' } & Parties)
  | ({ status: 'ringing' } & Parties)
  | ({ status: 'incoming'; connection: ConnectionId; page: Page } & Parties)
  | ({ status: 'connecting' } & Answered)
  | ({ status: 'connected'; since: number } & Answered)
  | ({ status: 'reconnecting'; since: number } & Answered)
  | Ended;

export type Ended = {
  status: 'ended';
  reason: EndReason;
  /** Of one that failed. */
  cause?: FailureCause;
  /** Since when it had been connected; null when it never was. */
  since: number | null;
  /** Of one that was declined: what the callee said instead. */
  message?: string;
} & Parties;

export type AnsweredState = Extract<
  CallState,
  { status: 'connecting' | 'connected' | 'reconnecting' }
>;

/** What can happen to a call. `at` is a time in milliseconds for the length of the call. */
export type CallInput =
  | { type: 'call'; peer: UserId; callId: CallId }
  | { type: 'accept' }
  | { type: 'decline'; message?: string }
  | { type: 'hang-up' }
  | { type: 'leave' }
  | { type: 'dismiss' }
  /** The page goes away and may come back [P38]. */
  | { type: 'suspend' }
  | {
      type: 'restore';
      callId: CallId;
      peer: UserId;
      role: 'caller' | 'callee';
      since: number | null;
      page: Page;
    }
  /** There is a way to the server again, or it is time to say again what may not have arrived. */
  | { type: 'announce' }
  /** Without a connection it came over the call's own channel [P36]. */
  | {
      type: 'signal';
      from: UserId;
      connection: ConnectionId | undefined;
      signal: Signal;
      /** I am in a call of another room. */
      isBusy?: boolean;
    }
  | { type: 'refused'; refused: RefusedSignal | null }
  | { type: 'member-left'; member: UserId }
  | { type: 'member-back'; member: UserId }
  | { type: 'no-answer' }
  | { type: 'media-connected'; at: number }
  | { type: 'media-interrupted' }
  | { type: 'media-lost'; cause?: FailureCause };

/** The next state and the signals that tell the others. */
export interface Step {
  state: CallState;
  signals: readonly OutgoingSignal<UnsignedSignal>[];
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
export function isAnswered(state: CallState): state is AnsweredState {
  const { status } = state;
  return status === 'connecting' || status === 'connected' || status === 'reconnecting';
}

export function ended(
  state: Exclude<CallState, { status: 'idle' }>,
  reason: EndReason,
  cause?: FailureCause,
): Ended {
  const { callId, peer } = state;
  const since = 'since' in state ? state.since : null;
  return { status: 'ended', callId, peer, reason, since, ...(cause && { cause }) };
}

/** The end of a call that the callee does not want, with what they said instead. */
export function declined(
  state: Exclude<CallState, { status: 'idle' }>,
  message: string | undefined,
): Ended {
  return { ...ended(state, 'declined'), ...(message !== undefined && { message }) };
}

/** The end that the other side tells with this reason, as this side tells it [P37]. */
export function endedByPeer(
  state: Exclude<CallState, { status: 'idle' | 'ended' }>,
  reason: HangUpReason,
): Ended {
  switch (reason) {
    case 'no-path':
    case 'description':
    case 'unsupported':
      return state.status === 'incoming' ? ended(state, 'missed') : ended(state, 'failed', reason);
    case 'cancelled':
    case 'no-answer':
      return ended(state, 'missed');
    default:
      return ended(
        state,
        state.status === 'incoming' && reason !== 'elsewhere' ? 'missed' : reason,
      );
  }
}
