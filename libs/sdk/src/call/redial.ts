import type { CallId, UserId } from '@chat/protocol';
import type { CallState } from './call-state.ts';

/** Milliseconds after which a browser has missed the other side's media, and a ring was repeated (RFC 7675: some 5 s). */
const MISSED_AFTER_MS = 8_000;

/**
 * What to do with a ring of the person whom I am in a call with. Their page may have crashed: then our media goes away
 * within seconds, and the ring that they repeat is a new call. Or they ring by another device: then media stays, and I
 * am busy.
 */
export class Redial {
  readonly #now: () => number;
  #held: { callId: CallId; since: number } | undefined;

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** `hear` it as any ring, `wait` for the next one, or end our call first: it is `lost`. */
  judge(state: CallState, from: UserId, callId: CallId): 'hear' | 'wait' | 'lost' {
    const isOurs = 'peer' in state && state.peer === from && state.callId !== callId;
    if (isOurs && state.status === 'reconnecting') return 'lost';
    if (!isOurs || state.status !== 'connected') return 'hear';
    if (this.#held?.callId !== callId) this.#held = { callId, since: this.#now() };
    return this.#now() - this.#held.since < MISSED_AFTER_MS ? 'wait' : 'hear';
  }
}
