import { transition } from '../call-transition.ts';

type Transition = typeof transition;

/** The real machine, but for one rule, and the weather in which that is seen. */
export const MUTANTS: Record<string, { step: Transition; weather: 'calm' | 'storm' }> = {
  'a cancelled call counts as one that was hung up': {
    weather: 'calm',
    step: (state, input, self) => {
      const next = transition(state, input, self);
      const isMissed = next.state.status === 'ended' && next.state.reason === 'missed';
      return isMissed ? { ...next, state: { ...next.state, reason: 'hung-up' } as never } : next;
    },
  },
  'no busy': {
    weather: 'calm',
    step: (state, input, self) => {
      const isThird =
        input.type === 'signal' && input.signal.kind === 'ring' && state.status === 'connected';
      return transition(isThird ? { status: 'idle' } : state, input, self);
    },
  },
  'no end of ringing': {
    weather: 'calm',
    step: (state, input, self) =>
      input.type === 'no-answer' ? { state, signals: [] } : transition(state, input, self),
  },
  'no end of waiting for media': {
    weather: 'storm',
    step: (state, input, self) =>
      input.type === 'media-lost' ? { state, signals: [] } : transition(state, input, self),
  },
  'a caller who hangs up tells nobody': {
    weather: 'calm',
    step: (state, input, self) => {
      const next = transition(state, input, self);
      return input.type === 'hang-up' ? { ...next, signals: [] } : next;
    },
  },
  'no telling my other tabs': {
    weather: 'calm',
    step: (state, input, self) => {
      const { state: next, signals } = transition(state, input, self);
      return { state: next, signals: signals.filter(({ signal }) => signal.kind !== 'settled') };
    },
  },
};
