import type { UserId } from '@chat/protocol';

/** A client says so every three seconds; what comes earlier says nothing new. */
const AGAIN_MS = 2_000;
/** For so long one counts as somebody who writes. */
const WRITING_MS = 5_000;
/** Of more than three others a person is told only that they are several. */
const MOST_TOLD = 4;

/**
 * Who of a room is said to be writing: often enough to know it, and not more people than anybody is told of by name. So a
 * room of a thousand that all write costs no more than a room of four.
 */
export class TypingGate {
  readonly #now: () => number;
  readonly #told = new Map<UserId, number>();

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the others are to be told [P64]. */
  admits(member: UserId): boolean {
    const now = this.#now();
    for (const [id, at] of this.#told) if (now - at >= WRITING_MS) this.#told.delete(id);
    const before = this.#told.get(member);
    if (before === undefined ? this.#told.size >= MOST_TOLD : now - before < AGAIN_MS) return false;
    this.#told.set(member, now);
    return true;
  }
}
