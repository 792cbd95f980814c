import type { ClientFrame, UserId } from '@chat/protocol';
import { TokenBucket } from './token-bucket.ts';

type FrameType = ClientFrame['type'];

/** One frame that came in: what it is, and how long its text. */
export type Spending = { type: FrameType; length: number };

/** What a frame takes: a post goes to everybody and is kept, as is a presence; a join is answered with the log. */
const COSTS: Partial<Record<FrameType, number>> = { post: 3, presence: 3, join: 3 };
/** Characters of a signal that are in its price: it goes to somebody who may have a slow line. */
const SIGNAL_LENGTH = 1_024;
/** Seconds of the steady rate that may come at once: an outbox after a tunnel, the candidates of a call. */
const BURST_SECONDS = 4;

/**
 * How fast each person may speak, over all of their sockets. Nothing is refused for being fast: a frame waits until its
 * person may speak again, and a socket with too much waiting is not read.
 */
export class Budgets {
  readonly #framesPerSecond: number;
  readonly #now: () => number;
  /** In the order in which they were last looked at from the front. */
  readonly #buckets = new Map<UserId, TokenBucket>();

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(framesPerSecond: number, now: () => number = () => performance.now()) {
    this.#framesPerSecond = framesPerSecond;
    this.#now = now;
  }

  /** People who spoke a moment ago. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes what a frame costs and gives the milliseconds that it has to wait. */
  take(userId: UserId, spending: Spending): number {
    this.#forgetOldest();
    this.#forgetOldest();
    let bucket = this.#buckets.get(userId);
    if (!bucket) {
      const perSecond = this.#framesPerSecond;
      bucket = new TokenBucket({ burst: perSecond * BURST_SECONDS, perSecond }, this.#now);
      this.#buckets.set(userId, bucket);
    }
    return bucket.take(costOf(spending));
  }

  /** A full bucket is as good as none; one that is not goes to the back of the queue. */
  #forgetOldest(): void {
    const [oldest] = this.#buckets;
    if (!oldest) return;
    const [userId, bucket] = oldest;
    this.#buckets.delete(userId);
    if (!bucket.isFull) this.#buckets.set(userId, bucket);
  }
}

function costOf({ type, length }: Spending): number {
  const more = type === 'signal' ? Math.floor(length / SIGNAL_LENGTH) : 0;
  return (COSTS[type] ?? 1) + more;
}
