import {
  closeVerdict,
  type CloseVerdict,
  type ConnectionId,
  type ServerFrame,
} from '@chat/protocol';
import { backoff } from './backoff.ts';

type Welcome = Extract<ServerFrame, { type: 'welcome' }>;

/** Where a connection is. `attempt` counts the tries since it was last stable. */
export type ConnectionState =
  | { status: 'idle' }
  | { status: 'connecting'; attempt: number }
  | {
      status: 'open';
      attempt: number;
      connection: ConnectionId;
      user: Welcome['user'];
      retryMs: number | null;
    }
  | { status: 'waiting'; attempt: number; retryMs: number }
  | { status: 'closed'; code: number; verdict: Exclude<CloseVerdict, 'resume'> };

/** What can happen to a connection. `random` is in [0, 1): the transition itself draws no lots. */
export type ConnectionInput =
  | { type: 'open' }
  | { type: 'welcome'; welcome: Welcome }
  | { type: 'stable' }
  | { type: 'bye'; retryMs: number }
  | { type: 'lost'; code: number; random: number }
  | { type: 'retry' }
  | { type: 'close' };

/** The next state [P5][P40]. An input that makes no sense in a state leaves it as it is. */
export function transition(state: ConnectionState, input: ConnectionInput): ConnectionState {
  switch (input.type) {
    case 'open':
      return state.status === 'idle' || state.status === 'closed'
        ? { status: 'connecting', attempt: 0 }
        : state;
    case 'welcome':
      return state.status === 'connecting' ? opened(state.attempt, input.welcome) : state;
    case 'stable':
      return state.status === 'open' ? { ...state, attempt: 0 } : state;
    case 'bye':
      return state.status === 'open' ? { ...state, retryMs: input.retryMs } : state;
    case 'lost':
      return state.status === 'connecting' || state.status === 'open' ? lost(state, input) : state;
    case 'retry':
      return state.status === 'waiting' ? { status: 'connecting', attempt: state.attempt } : state;
    case 'close':
      return { status: 'idle' };
  }
}

function opened(attempt: number, { connection, user }: Welcome): ConnectionState {
  return { status: 'open', attempt, connection, user, retryMs: null };
}

function lost(
  state: Extract<ConnectionState, { status: 'connecting' | 'open' }>,
  { code, random }: { code: number; random: number },
): ConnectionState {
  const verdict = closeVerdict(code);
  if (verdict !== 'resume') return { status: 'closed', code, verdict };
  const announced = state.status === 'open' ? state.retryMs : null;
  const retryMs = announced ?? backoff(state.attempt, random);
  return { status: 'waiting', attempt: state.attempt + 1, retryMs };
}
