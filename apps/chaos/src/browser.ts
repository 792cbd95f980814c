import type { MessageId } from '@chat/protocol';
import { SharedStorage } from '@chat/sdk';
import type { Submission } from './room-record.ts';

/**
 * What all tabs of one person in one room have in common: the storage, in which they share one history and each has an
 * outbox, and who took over what a tab that is gone left there.
 */
export class Browser {
  readonly #heirs = new Map<string, string>();
  readonly storage = new SharedStorage({
    onAdopt: (from, by) => void this.#heirs.set(from, by),
  });
  /** All that was written in any tab, by id: another tab may hear the confirmation. */
  readonly written = new Map<MessageId, Submission[]>();
  /** The reactions that are on, as their person means it. */
  readonly reacted = new Set<string>();

  /** Whose outbox went into which, from the first to the last: `producer` and its heirs. */
  lineOf(producer: string): string[] {
    const line = [producer];
    for (let heir = this.#heirs.get(producer); heir; heir = this.#heirs.get(heir)) {
      // A tab may come back as itself and take over what it left elsewhere.
      if (line.includes(heir)) break;
      line.push(heir);
    }
    return line;
  }

  /** It holds more than what was written in it, or what was written in it is held by another. */
  isMerged(producer: string): boolean {
    return this.#heirs.has(producer) || [...this.#heirs.values()].includes(producer);
  }
}
