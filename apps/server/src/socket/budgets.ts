import type { ClientFrame, UserId } from '@chat/protocol';
import { TokenBucket } from './token-bucket.ts';

type FrameType = ClientFrame['type'];

/** What a frame takes: a post goes to everybody and is kept, a join is answered with the log. */
const COSTS: Partial<Record<FrameType, number>> = { post: 3, join: 3 };
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
  take(userId: UserId, type: FrameType): number {
    this.#forgetOldest();
    this.#forgetOldest();
    let bucket = this.#buckets.get(userId);
    if (!bucket) {
      const perSecond = this.#framesPerSecond;
      bucket = new TokenBucket({ burst: perSecond * BURST_SECONDS, perSecond }, this.#now);
      this.#buckets.set(userId, bucket);
    }
    return bucket.take(COSTS[type] ?? 1);
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
