import { isAnswered, type CallInput, type CallState } from './call-state.ts';

/** Milliseconds for which a call rings before it counts as not answered. */
export const NO_ANSWER_MS = 40_000;
/** A callee rings a little longer than its caller, who tells when it is over: this is for a caller who cannot. */
export const MISSED_MS = 45_000;
/** Milliseconds for which media may be away, or take to come, before the call ends. */
export const MEDIA_MS = 20_000;
/** Milliseconds between two rings: one may go into a dead socket, or to a page that is being loaded again. */
const RING_MS = 2_000;
/** Milliseconds between two attempts of a page that came back to be taken in. */
const REJOIN_MS = 1_000;

type Timed = Extract<CallInput, { type: 'no-answer' | 'media-lost' | 'announce' }>;

/** Tells a call that the time of its state is over. */
export class CallTimers {
  readonly #onTime: (input: Timed) => void;
  #end: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setInterval> | undefined;

  constructor(onTime: (input: Timed) => void) {
    this.#onTime = onTime;
  }

  /** To be called with every new state. */
  follow(state: CallState, before: CallState): void {
    if (state.status === 'ringing' || stage(state) === stage(before)) return;
    this.close();
    if (state.status === 'calling') {
      this.#endAfter(NO_ANSWER_MS, { type: 'no-answer' });
      this.#announceEvery(RING_MS);
    }
    if (state.status === 'incoming') this.#endAfter(MISSED_MS, { type: 'no-answer' });
    if (!isAnswered(state) || state.status === 'connected') return;
    this.#endAfter(MEDIA_MS, { type: 'media-lost' });
    if (state.lines > 0) return;
    this.#announceEvery(REJOIN_MS);
  }

  close(): void {
    clearTimeout(this.#end);
    clearInterval(this.#again);
  }

  #announceEvery(ms: number): void {
    this.#again = setInterval(() => this.#onTime({ type: 'announce' }), ms);
  }

  #endAfter(ms: number, input: Timed): void {
    this.#end = setTimeout(() => this.#onTime(input), ms);
  }
}

/** What has a time of its own: a state of a call, and each peer connection that is tried in it. */
function stage(state: CallState): string {
  if (state.status === 'idle') return state.status;
  return [state.callId, state.status, isAnswered(state) ? state.lines : ''].join();
}
