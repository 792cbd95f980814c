import { LIMITS, type ProducerId, type UserId } from '@chat/protocol';

/** Who numbers entries: a tab or bot, of one person. Another person's frame can never move its count. */
export type Producer = { userId: UserId; producer: ProducerId };

/** So many are known however long they are silent: an idle tab goes on where it was. */
const ALWAYS_KNOWN = 1_000;
/** And so many at most. */
const KNOWN = 20_000;

/** The number of the newest entry of each producer [RS19]. */
export class Producers {
  /** The one that posted last comes last. */
  readonly #counts = new Map<string, { n: number; at: number }>();

  /** 0 for one that posted nothing, or was forgotten. */
  posted(producer: Producer): number {
    return this.#counts.get(keyOf(producer))?.n ?? 0;
  }

  count(producer: Producer, { n, now }: { n: number; now: number }): void {
    const key = keyOf(producer);
    this.#counts.delete(key);
    this.#counts.set(key, { n, at: now });
    for (const [oldest, { at }] of this.#counts) {
      const isRecent = now - at <= LIMITS.dedupeMs && this.#counts.size <= KNOWN;
      if (isRecent || this.#counts.size <= ALWAYS_KNOWN) return;
      this.#counts.delete(oldest);
    }
  }
}

function keyOf({ userId, producer }: Producer): string {
  return `${userId}/${producer}`;
}
