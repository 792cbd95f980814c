import type { ConnectionId, UserId } from '@chat/protocol';
import {
  declined,
  ended,
  isAnswered,
  isOutgoing,
  isUnanswered,
  type AnsweredState,
  type CallInput,
  type CallState,
  type Ended,
  type Step,
} from './call-state.ts';
import { announcement, declining, farewell, hangUp, settled, tell } from './outgoing.ts';
import type { RefusedSignal } from './signal-channel.ts';
import { applySignal } from './signal-transition.ts';

const stay = (state: CallState): Step => ({ state, signals: [] });

/**
 * One step of a call as `self` sees it [P32][P33][P35][P37][P38]. Pure. An input that makes no sense in a state leaves
 * it. Offers, answers and candidates go to the peer connection of the call; here they only tell where the other side is.
 */
export function transition(state: CallState, input: CallInput, self: UserId): Step {
  switch (input.type) {
    case 'signal':
      return applySignal(state, input, self);
    case 'refused':
      return refused(state, input.refused);
    case 'member-left':
    case 'member-back':
      return followMember(state, input);
    case 'no-answer':
      return noAnswer(state);
    case 'announce':
      // Who heard nothing of the end hears it now.
      if (state.status === 'ended') return part(state);
      return state.status === 'idle' ? stay(state) : { state, signals: [announcement(state)] };
    case 'media-connected':
    case 'media-interrupted':
    case 'media-lost':
      return followMedia(state, input);
    default:
      return act(state, input, self);
  }
}

type Outgoing = Extract<CallState, { status: 'calling' | 'ringing' }>;

type Act = Extract<
  CallInput,
  { type: 'call' | 'accept' | 'decline' | 'hang-up' | 'leave' | 'dismiss' | 'suspend' | 'restore' }
>;

/** What the person here does, or the page for them. */
function act(state: CallState, input: Act, self: UserId): Step {
  switch (input.type) {
    case 'call':
      return input.peer === self ? stay(state) : call(state, input);
    case 'restore':
      return restore(state, input);
    case 'accept':
      return state.status === 'incoming' ? accept(state, self) : stay(state);
    case 'decline':
      return state.status === 'incoming' ? decline(state, self, input.message) : stay(state);
    case 'hang-up':
      return state.status === 'incoming' ? decline(state, self) : end(state);
    case 'leave':
      // A page that goes away answers no call: another tab may.
      return state.status === 'incoming' ? stay({ status: 'idle' }) : end(state);
    case 'suspend':
      return suspend(state);
    case 'dismiss':
      return stay(state.status === 'ended' ? { status: 'idle' } : state);
  }
}

function call(state: CallState, { peer, callId }: Extract<Act, { type: 'call' }>): Step {
  if (state.status !== 'idle' && state.status !== 'ended') return stay(state);
  const calling = { status: 'calling', callId, peer } as const;
  return { state: calling, signals: [tell(calling, 'ring')] };
}

function restore(
  state: CallState,
  { callId, peer, role, since, page }: Extract<Act, { type: 'restore' }>,
): Step {
  if (state.status !== 'idle') return stay(state);
  const known = { callId, peer, connection: undefined, role, page, lines: 0 };
  const restored: AnsweredState =
    since === null
      ? { status: 'connecting', ...known }
      : { status: 'reconnecting', since, ...known };
  return { state: restored, signals: [tell(restored, 'rejoin')] };
}

function accept(state: Extract<CallState, { status: 'incoming' }>, self: UserId): Step {
  const { callId, peer, connection, page } = state;
  const answered = { callId, peer, connection, role: 'callee', page, lines: 1 } as const;
  return {
    state: { status: 'connecting', ...answered },
    signals: [tell(state, 'accept'), settled(callId, self, 'accepted')],
  };
}

function decline(
  state: Extract<CallState, { status: 'incoming' }>,
  self: UserId,
  message?: string,
): Step {
  return {
    state: declined(state, message),
    signals: [declining(state, 'declined', message), settled(state.callId, self, 'declined')],
  };
}

function end(state: CallState): Step {
  if (isOutgoing(state)) {
    return { state: ended(state, 'cancelled'), signals: [hangUp(state, 'cancelled')] };
  }
  return isAnswered(state)
    ? { state: ended(state, 'hung-up'), signals: [hangUp(state, 'hung-up')] }
    : stay(state);
}

/** Nobody can tell a reload from a closed page: the other side waits a while for an answered call. */
function suspend(state: CallState): Step {
  if (isAnswered(state)) return { state: { status: 'idle' }, signals: [tell(state, 'away')] };
  return state.status === 'incoming' ? stay({ status: 'idle' }) : end(state);
}

function noAnswer(state: CallState): Step {
  if (state.status === 'incoming') return stay(ended(state, 'missed'));
  return isOutgoing(state)
    ? { state: ended(state, 'no-answer'), signals: [hangUp(state, 'no-answer')] }
    : stay(state);
}

/** `null`: there is no way to the server. */
function refused(state: CallState, signal: RefusedSignal | null): Step {
  if (isOutgoing(state)) return stay(unreached(state, signal));
  if (!signal || state.status === 'idle' || signal.callId !== state.callId) return stay(state);
  if (signal.connection === undefined) return stay(state);
  // The connection is gone, the member is not: whoever of their connections has this call will hear it.
  if (state.status === 'ended') return part(state);
  if (!isAnswered(state) || state.connection !== signal.connection) return stay(state);
  const cut = { ...state, connection: undefined };
  return { state: cut, signals: [announcement(cut)] };
}

function unreached(state: Outgoing, signal: RefusedSignal | null): CallState {
  if (!signal) return ended(state, 'failed', 'server-away');
  // It rings there already: a server that has forgotten its members learns of them again.
  if (state.status === 'ringing') return state;
  return signal.callId === state.callId ? ended(state, 'gone') : state;
}

function followMember(
  state: CallState,
  { type, member }: Extract<CallInput, { type: 'member-left' | 'member-back' }>,
): Step {
  // A call that is answered does not need the room: media tells when the other end is gone.
  if (!isUnanswered(state) || member !== state.peer) return stay(state);
  if (type === 'member-left')
    return stay(ended(state, state.status === 'incoming' ? 'missed' : 'gone'));
  return state.status === 'calling' ? { state, signals: [tell(state, 'ring')] } : stay(state);
}

function followMedia(
  state: CallState,
  input: Extract<CallInput, { type: `media-${string}` }>,
): Step {
  if (!isAnswered(state)) return stay(state);
  switch (input.type) {
    case 'media-connected': {
      if (state.status === 'connected') return stay(state);
      const since = state.status === 'reconnecting' ? state.since : input.at;
      return stay({ ...state, status: 'connected', since });
    }
    case 'media-interrupted':
      return stay(state.status === 'connected' ? { ...state, status: 'reconnecting' } : state);
    case 'media-lost': {
      const failed = state.status === 'connecting' || input.cause !== undefined;
      const cause = input.cause ?? 'no-path';
      const over = failed ? ended(state, 'failed', cause) : ended(state, 'lost');
      return part(over, state.connection);
    }
  }
}

function part(state: Ended, connection?: ConnectionId): Step {
  const last = farewell(state, connection);
  return { state, signals: last ? [last] : [] };
}
