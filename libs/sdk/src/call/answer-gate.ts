import type { CallId, Signal, UserId } from '@chat/protocol';
import { asksAfterCall } from './outgoing.ts';

/** What may come at once, and how much of it comes back in a second. */
interface Allowance {
  burst: number;
  perSecond: number;
}

/** Who is well rings every two seconds and comes back once a second; a new socket says all of it again. */
const SIGNALS: Allowance = { burst: 12, perSecond: 2 };
/** Who is declined may try again, and again; each call makes a sound here, and a line in the chat. */
const CALLS: Allowance = { burst: 4, perSecond: 0.1 };
/** People who are counted; a room has not many more who ring at once. */
const MOST_PEOPLE = 64;

interface Counted {
  at: number;
  signals: number;
  calls: number;
  callId: CallId | undefined;
}

/**
 * How often one person may make me answer, and ring anew. Every answer is sent in my name and from my budget: without a
 * bound, who rings all the time would keep me from sending anything else, and from hearing anything else.
 */
export class AnswerGate {
  readonly #now: () => number;
  /** In the order in which they were last heard. */
  readonly #people = new Map<UserId, Counted>();

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether one more signal of this person is heard; only those that are always answered are counted. */
  admits(signal: Pick<Signal, 'kind' | 'callId'>, user: UserId): boolean {
    const isRing = signal.kind === 'ring';
    if (!isRing && !asksAfterCall(signal)) return true;
    const counted = this.#count(user);
    const isNew = isRing && counted.callId !== signal.callId;
    const isHeard = counted.signals >= 1 && (!isNew || counted.calls >= 1);
    if (isHeard) counted.signals -= 1;
    if (isHeard && isNew)
      Object.assign(counted, { calls: counted.calls - 1, callId: signal.callId });
    return isHeard;
  }

  /** We talked: this person is heard like one who has not rung before. Nobody can bring that about without me. */
  forgive(user: UserId): void {
    this.#people.delete(user);
  }

  #count(user: UserId): Counted {
    const at = this.#now();
    const { burst: signals } = SIGNALS;
    const before = this.#people.get(user) ?? { at, signals, calls: CALLS.burst, callId: undefined };
    const seconds = (at - before.at) / 1_000;
    const counted = {
      ...{ at, callId: before.callId },
      signals: Math.min(signals, before.signals + seconds * SIGNALS.perSecond),
      calls: Math.min(CALLS.burst, before.calls + seconds * CALLS.perSecond),
    };
    this.#people.delete(user);
    this.#people.set(user, counted);
    const [oldest] = this.#people.keys();
    if (this.#people.size > MOST_PEOPLE && oldest !== undefined) this.#people.delete(oldest);
    return counted;
  }
}
