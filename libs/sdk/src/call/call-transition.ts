import type { CallId, ConnectionId, UserId } from '@chat/protocol';
import {
  isAnswered,
  isOutgoing,
  isUnanswered,
  type CallInput,
  type CallState,
  type EndReason,
  type Parties,
  type Step,
} from './call-state.ts';
import type { OutgoingSignal, RefusedSignal } from './signal-channel.ts';

const stay = (state: CallState): Step => ({ state, signals: [] });

/**
 * One step of a call as member `self` sees it [P32][P33][P35]. Pure. An input that makes no sense in a state leaves it.
 * Offers, answers and candidates are no inputs: they go to the peer connection of the call.
 */
export function transition(state: CallState, input: CallInput, self: UserId): Step {
  switch (input.type) {
    case 'call':
      return call(state, input);
    case 'accept':
      return state.status === 'incoming' ? accept(state, self) : stay(state);
    case 'decline':
      return state.status === 'incoming' ? decline(state, self) : stay(state);
    case 'hang-up':
      return hangUp(state, self);
    case 'leave':
      // A page that goes away answers no call: another tab may.
      return state.status === 'incoming' ? stay({ status: 'idle' }) : hangUp(state, self);
    case 'dismiss':
      return stay(state.status === 'ended' ? { status: 'idle' } : state);
    case 'signal':
      return applySignal(state, input, self);
    case 'no-answer':
      return noAnswer(state);
    case 'refused':
      return refused(state, input.refused);
    case 'member-left':
      // A call that is connected does not need the room: media tells when the other end is gone.
      return stay(
        isUnanswered(state) && input.member === state.peer ? ended(state, 'gone') : state,
      );
    default:
      return media(state, input);
  }
}

function call(state: CallState, { peer, callId }: { peer: UserId; callId: CallId }): Step {
  if (state.status !== 'idle' && state.status !== 'ended') return stay(state);
  const calling = { status: 'calling', callId, peer } as const;
  return { state: calling, signals: [toPeer(calling, 'ring')] };
}

function accept(state: Extract<CallState, { status: 'incoming' }>, self: UserId): Step {
  const { callId, peer, connection } = state;
  return {
    state: { status: 'connecting', callId, peer, connection, role: 'callee' },
    signals: [toPeer(state, 'accept'), settled(callId, self)],
  };
}

function decline(state: Extract<CallState, { status: 'incoming' }>, self: UserId): Step {
  const { callId, peer, connection } = state;
  const signal = { kind: 'decline', callId, reason: 'declined' } as const;
  return {
    state: ended(state, 'declined'),
    signals: [{ to: peer, connection, signal }, settled(callId, self)],
  };
}

function hangUp(state: CallState, self: UserId): Step {
  if (state.status === 'incoming') return decline(state, self);
  if (isOutgoing(state)) {
    return { state: ended(state, 'cancelled'), signals: [toPeer(state, 'hang-up')] };
  }
  return isAnswered(state)
    ? { state: ended(state, 'hung-up'), signals: [toPeer(state, 'hang-up')] }
    : stay(state);
}

function noAnswer(state: CallState): Step {
  if (state.status === 'incoming') return stay(ended(state, 'missed'));
  return isOutgoing(state)
    ? { state: ended(state, 'no-answer'), signals: [toPeer(state, 'hang-up')] }
    : stay(state);
}

/** `null`: there is no way to the server. */
function refused(state: CallState, signal: RefusedSignal | null): Step {
  if (!signal) return stay(isOutgoing(state) ? ended(state, 'gone') : state);
  if (state.status === 'idle' || signal.callId !== state.callId) return stay(state);
  if (isOutgoing(state)) return stay(ended(state, 'gone'));
  if (signal.connection === undefined) return stay(state);
  // The connection is gone, the member is not: whoever of their connections has this call will hear it.
  if (state.status === 'ended') return { state, signals: [toPeer(state, 'hang-up')] };
  const lost = isAnswered(state) && state.connection === signal.connection;
  return stay(lost ? { ...state, connection: undefined } : state);
}

type SignalInput = Extract<CallInput, { type: 'signal' }>;

function applySignal(state: CallState, input: SignalInput, self: UserId): Step {
  const { signal, from } = input;
  if (signal.kind === 'ring') return ring(state, input, self);
  if (state.status === 'idle' || state.status === 'ended') return stay(state);
  if (signal.callId !== state.callId) return stay(state);
  if (signal.kind === 'settled') {
    return stay(from === self && state.status === 'incoming' ? { status: 'idle' } : state);
  }
  return from === state.peer ? applyPeerSignal(follow(state, input), input) : stay(state);
}

/** The other side's socket was replaced: only who is in this call knows its id, so the new connection is theirs. */
function follow(state: CallState, { signal, connection }: SignalInput): CallState {
  const speaksInCall = signal.kind !== 'accept' && signal.kind !== 'ringing';
  return isAnswered(state) && speaksInCall && state.connection !== connection
    ? { ...state, connection }
    : state;
}

function applyPeerSignal(state: CallState, input: SignalInput): Step {
  const { signal } = input;
  switch (signal.kind) {
    case 'ringing':
      return stay(state.status === 'calling' ? { ...state, status: 'ringing' } : state);
    case 'accept':
      return answered(state, input);
    case 'decline':
      return stay(isOutgoing(state) ? ended(state, signal.reason) : state);
    case 'hang-up':
      return stay(hungUpByPeer(state));
    default:
      return stay(state);
  }
}

function ring(state: CallState, { signal, from, connection }: SignalInput, self: UserId): Step {
  const { callId } = signal;
  if (from === self) return stay(state);
  const incoming = { status: 'incoming', callId, peer: from, connection } as const;
  if (state.status === 'idle' || state.status === 'ended') {
    return { state: incoming, signals: [toPeer(incoming, 'ringing')] };
  }
  if (isOutgoing(state) && state.peer === from) {
    // Both rang at once: the call of the smaller id goes on [P35].
    if (self < from) return { state, signals: [settled(callId, self)] };
    const taken = accept(incoming, self);
    return { ...taken, signals: [toPeer(state, 'hang-up'), ...taken.signals] };
  }
  if (state.callId === callId) return stay(state);
  const busy = { kind: 'decline', callId, reason: 'busy' } as const;
  return { state, signals: [{ to: from, connection, signal: busy }, settled(callId, self)] };
}

function answered(state: CallState, { connection }: SignalInput): Step {
  if (isOutgoing(state)) {
    const { callId, peer } = state;
    return stay({ status: 'connecting', callId, peer, connection, role: 'caller' });
  }
  if (!isAnswered(state) || state.connection === connection) return stay(state);
  // Two devices of the callee answered in the same moment: the first one has it.
  const signal = { kind: 'hang-up', callId: state.callId } as const;
  return { state, signals: [{ to: state.peer, connection, signal }] };
}

function hungUpByPeer(state: CallState): CallState {
  if (state.status === 'incoming') return ended(state, 'missed');
  return isAnswered(state) ? ended(state, 'hung-up') : state;
}

function media(state: CallState, input: Extract<CallInput, { type: `media-${string}` }>): Step {
  if (!isAnswered(state)) return stay(state);
  switch (input.type) {
    case 'media-connected':
      if (state.status === 'connected') return stay(state);
      return stay({
        ...state,
        status: 'connected',
        since: state.status === 'reconnecting' ? state.since : input.at,
      });
    case 'media-interrupted':
      return stay(state.status === 'connected' ? { ...state, status: 'reconnecting' } : state);
    case 'media-lost':
      return {
        state: ended(state, state.status === 'connecting' ? 'failed' : 'lost'),
        signals: [toPeer(state, 'hang-up')],
      };
  }
}

function ended(state: Exclude<CallState, { status: 'idle' }>, reason: EndReason): CallState {
  const { callId, peer } = state;
  return { status: 'ended', callId, peer, reason, since: 'since' in state ? state.since : null };
}

function toPeer(
  { callId, peer, connection }: Parties & { connection?: ConnectionId | undefined },
  kind: 'ring' | 'ringing' | 'accept' | 'hang-up',
): OutgoingSignal {
  return { to: peer, connection, signal: { kind, callId } };
}

/** Tells my own other tabs to stop ringing [P33]. */
function settled(callId: CallId, self: UserId): OutgoingSignal {
  return { to: self, signal: { kind: 'settled', callId } };
}
