import type { CallId, UserId } from '@chat/protocol';
import type { CallState } from './call-state.ts';

/** Milliseconds after which a browser has missed the media of a page that is gone, and a ring was repeated (RFC 7675: some 5 s). */
const MISSED_AFTER_MS = 8_000;
/** Milliseconds without media after which it was no blip. */
const LOST_AFTER_MS = 4_000;

/** A ring that was not answered yet, and since when our media is away. */
interface Held {
  callId: CallId;
  since: number;
  awaySince: number | undefined;
}

/**
 * What to do with a ring of the person whom I am in a call with. Their page may have crashed: then our media goes away
 * within seconds, and the ring that they repeat is a new call. Or they ring by another device: then media stays, and I
 * am busy.
 */
export class Redial {
  readonly #now: () => number;
  #held: Held | undefined;

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** `hear` it as any ring, `wait` for the next one, or end our call first: it is `lost`. */
  judge(state: CallState, from: UserId, callId: CallId): 'hear' | 'wait' | 'lost' {
    const isOurs = isInForce(state) && state.peer === from && state.callId !== callId;
    if (!isOurs) return 'hear';
    const held = this.#hold(callId, state.status === 'reconnecting');
    const now = this.#now();
    if (held.awaySince !== undefined) {
      return now - held.awaySince < LOST_AFTER_MS ? 'wait' : 'lost';
    }
    return now - held.since < MISSED_AFTER_MS ? 'wait' : 'hear';
  }

  #hold(callId: CallId, isAway: boolean): Held {
    const now = this.#now();
    const before = this.#held?.callId === callId ? this.#held : undefined;
    const awaySince = isAway ? (before?.awaySince ?? now) : undefined;
    this.#held = { callId, since: before?.since ?? now, awaySince };
    return this.#held;
  }
}

function isInForce(
  state: CallState,
): state is Extract<CallState, { status: 'connected' | 'reconnecting' }> {
  return state.status === 'connected' || state.status === 'reconnecting';
}
