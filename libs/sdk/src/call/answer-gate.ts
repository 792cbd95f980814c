import type { UserId } from '@chat/protocol';

/** Who is well rings every two seconds and comes back once a second; a new socket says all of it again. */
const BURST = 12;
const PER_SECOND = 2;
/** People who are counted; a room has not many more who ring at once. */
const MOST_PEOPLE = 64;

/**
 * How often one person may make me answer. Every answer is sent in my name and from my budget: without a bound, who rings
 * all the time would keep me from sending anything else.
 */
export class AnswerGate {
  readonly #now: () => number;
  /** In the order in which they were last heard. */
  readonly #spent = new Map<UserId, { tokens: number; at: number }>();

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether one more signal of this person is answered. */
  admits(user: UserId): boolean {
    const at = this.#now();
    const { tokens, at: before } = this.#spent.get(user) ?? { tokens: BURST, at };
    const left = Math.min(BURST, tokens + ((at - before) / 1_000) * PER_SECOND);
    const isAdmitted = left >= 1;
    this.#spent.delete(user);
    this.#spent.set(user, { tokens: isAdmitted ? left - 1 : left, at });
    const [oldest] = this.#spent.keys();
    if (this.#spent.size > MOST_PEOPLE && oldest !== undefined) this.#spent.delete(oldest);
    return isAdmitted;
  }
}
