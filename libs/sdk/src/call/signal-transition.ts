import type { UserId } from '@chat/protocol';
import {
  declined,
  ended,
  endedByPeer,
  isAnswered,
  isOutgoing,
  type CallInput,
  type AnsweredState,
  type CallState,
  type Ended,
  type Step,
} from './call-state.ts';
import { asksAfterCall, declining, farewell, hangUp, settled, tell } from './outgoing.ts';

type SignalInput = Extract<CallInput, { type: 'signal' }>;
type Connection = SignalInput['connection'];
type InCall = Exclude<CallState, { status: 'idle' | 'ended' }>;

const stay = (state: CallState): Step => ({ state, signals: [] });

/** One step of a call when a signal is heard. */
export function applySignal(state: CallState, input: SignalInput, self: UserId): Step {
  const { signal, from } = input;
  if (signal.kind === 'ring') return ring(state, input, self);
  if (state.status === 'idle' || signal.callId !== state.callId) return stay(state);
  if (signal.kind === 'settled') {
    return stay(
      from === self && state.status === 'incoming' ? elsewhere(state, signal.reason) : state,
    );
  }
  return from === state.peer ? hearPeer(state, input) : stay(state);
}

function hearPeer(state: Exclude<CallState, { status: 'idle' }>, input: SignalInput): Step {
  const { page } = input.signal;
  if (state.status === 'ended') return answerForEnded(state, input);
  if (!isOutgoing(state)) {
    if (page.tab !== state.page.tab) return hearAnotherTab(state, input);
    // It was on its way when that page was left.
    if (page.load < state.page.load) return stay(state);
  }
  return applyPeerSignal(follow(state, input), input);
}

/** Two devices of the callee answered in the same moment: the first one has it, whatever the other one does. */
function hearAnotherTab(state: InCall, { signal, connection }: SignalInput): Step {
  const believes = signal.kind === 'accept' || signal.kind === 'rejoin' || signal.kind === 'here';
  return believes && isAnswered(state) && state.role === 'caller'
    ? { state, signals: [hangUp({ ...state, connection }, 'elsewhere')] }
    : stay(state);
}

/** The other side's socket was replaced. */
function follow(state: InCall, { connection }: SignalInput): InCall {
  return connection === undefined || !isAnswered(state) || state.connection === connection
    ? state
    : { ...state, connection };
}

function applyPeerSignal(state: InCall, input: SignalInput): Step {
  const { signal } = input;
  switch (signal.kind) {
    case 'ringing':
      return stay(state.status === 'calling' ? { ...state, status: 'ringing' } : state);
    case 'accept':
      return stay(answered(state, input));
    case 'decline':
      return stay(declinedByPeer(state, signal));
    case 'hang-up':
      return stay(endedByPeer(state, signal.reason));
    case 'away':
      return stay(away(state));
    case 'rejoin':
      return takeIn(state, input);
    case 'rejoined':
      return stay(takenIn(state, input));
    case 'here':
      return hearFrom(state);
    default:
      return stay(state);
  }
}

function ring(state: CallState, input: SignalInput, self: UserId): Step {
  const { signal, from, connection } = input;
  const { callId, page } = signal;
  if (from === self || connection === undefined) return stay(state);
  const incoming = { status: 'incoming', callId, peer: from, connection, page } as const;
  const busy = { state, signals: [declining(incoming, 'busy'), settled(callId, self, 'busy')] };
  if (isFree(state, input)) {
    return input.isBusy ? busy : { state: incoming, signals: [tell(incoming, 'ringing')] };
  }
  if (state.callId === callId) return ringAgain(state, input, self);
  if (isOutgoing(state) && state.peer === from) return glare(state, incoming, self);
  return busy;
}

/**
 * Whether a ring is heard as one. Who rings once more, or anew, has given up the ring before; a call that was given up for
 * lost can still be taken.
 */
function isFree(
  state: CallState,
  { from, signal }: SignalInput,
): state is Extract<CallState, { status: 'idle' | 'ended' | 'incoming' }> {
  switch (state.status) {
    case 'idle':
      return true;
    case 'ended':
      return state.callId !== signal.callId || state.reason === 'missed';
    default:
      return state.status === 'incoming' && state.peer === from;
  }
}

/** Both rang at once: the call of the smaller id goes on [P35]. */
function glare(
  state: InCall,
  theirs: Extract<CallState, { status: 'incoming' }>,
  self: UserId,
): Step {
  const { callId, peer, connection, page } = theirs;
  if (self < peer) {
    // They may have lost my ring, and would wait for it.
    const mine = tell({ ...state, connection }, 'ring');
    return { state, signals: [mine, settled(callId, self, 'accepted')] };
  }
  const answered = { callId, peer, connection, role: 'callee', page, lines: 1 } as const;
  return {
    state: { status: 'connecting', ...answered },
    signals: [
      hangUp(state, 'elsewhere'),
      tell(theirs, 'accept'),
      settled(callId, self, 'accepted'),
    ],
  };
}

/** The caller lost the socket in between and does not know what became of the ring. */
function ringAgain(
  state: Exclude<CallState, { status: 'idle' }>,
  { from, connection, signal: { callId, page } }: SignalInput,
  self: UserId,
): Step {
  if (from !== state.peer) return stay(state);
  if (state.status === 'ended') return answerForEnded(state, { connection });
  if (!isAnswered(state) || page.tab !== state.page.tab) return stay(state);
  const followed = { ...state, connection };
  return {
    state: followed,
    signals: [tell(followed, 'accept'), settled(callId, self, 'accepted')],
  };
}

function answered(state: InCall, { signal, connection }: SignalInput): CallState {
  // Who accepted says it again over a new socket.
  if (!isOutgoing(state)) return state;
  const { callId, peer } = state;
  const answer = { callId, peer, connection, role: 'caller', page: signal.page, lines: 1 } as const;
  return { status: 'connecting', ...answer };
}

/** A page came back into its call: it needs a new peer connection, and so do I [P38]. */
function takeIn(state: InCall, input: SignalInput): Step {
  if (state.status === 'incoming') return stay(state);
  const { connection, signal } = input;
  const signals = [tell({ ...state, connection }, 'rejoined')];
  // It had accepted, and I never heard of it.
  if (isOutgoing(state)) return { state: answered(state, input), signals };
  const { page } = signal;
  if (state.page.load === page.load && state.lines > 0) return { state, signals };
  return { state: { ...unconnected(state), page, lines: state.lines + 1 }, signals };
}

function takenIn(state: InCall, { signal: { page } }: SignalInput): InCall {
  return isAnswered(state) && state.lines === 0 ? { ...state, page, lines: 1 } : state;
}

function away(state: InCall): CallState {
  return isAnswered(state) ? { ...unconnected(state), connection: undefined } : state;
}

function unconnected(state: AnsweredState): AnsweredState {
  return state.status === 'connected' ? { ...state, status: 'reconnecting' } : state;
}

function hearFrom(state: InCall): Step {
  // They are in the call, and I wait to be taken back in: they have not heard that.
  return isAnswered(state) && state.lines === 0
    ? { state, signals: [tell(state, 'rejoin')] }
    : stay(state);
}

/** Who asks after a call that is over does not know that it is. */
function answerForEnded(
  state: Ended,
  { signal, connection }: { signal?: SignalInput['signal']; connection: Connection },
): Step {
  if (signal && !asksAfterCall(signal)) return stay(state);
  const last = farewell(state, connection);
  // Another device of the callee said no in the same moment.
  const saidNo = state.reason === 'declined' || state.reason === 'busy';
  if (signal?.kind === 'accept' && saidNo) {
    return { state, signals: [hangUp({ ...state, connection }, 'elsewhere')] };
  }
  return { state, signals: last ? [last] : [] };
}

/** To a callee it says that another device of theirs said no, before this one could know. */
function declinedByPeer(
  state: InCall,
  { reason, message }: Extract<SignalInput['signal'], { kind: 'decline' }>,
): CallState {
  if (isOutgoing(state)) {
    return reason === 'busy' ? ended(state, reason) : declined(state, message);
  }
  const isCallee =
    state.status === 'incoming' || (state.status === 'connecting' && state.role === 'callee');
  return isCallee ? ended(state, 'declined') : state;
}

/** Another tab of mine has dealt with it. */
function elsewhere(state: InCall, reason: 'accepted' | 'declined' | 'busy'): CallState {
  if (reason === 'busy') return { status: 'idle' };
  return ended(state, reason === 'accepted' ? 'elsewhere' : 'declined');
}
