import { LIMITS, type Entry, type MessageId } from '@chat/protocol';
import type { LogLimits } from './log-limits.ts';
import { weightOf } from './weight.ts';

/** How much of the past is known for telling a repeated id from a new one, at most [RS12]. */
const REMEMBERED = { entries: 20_000, weight: 4 * LIMITS.historyLength } as const;

/**
 * The newest entries of a log, without a gap: all that who resumes may get [RS18], and behind them those whose ids are
 * still known [RS12]. What was deleted is void in it.
 */
export class EntryWindow {
  /** By sequence, oldest first (a Map iterates in order of insertion, and replacing keeps the place). */
  readonly #entries = new Map<number, Entry>();
  readonly #seqs = new Map<MessageId, number>();
  readonly #limits: LogLimits;
  #weight = 0;
  #first = 1;
  #firstResumable = 1;
  #resumableWeight = 0;
  #last = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  find(id: MessageId): Entry | undefined {
    const seq = this.#seqs.get(id);
    return seq === undefined ? undefined : this.#entries.get(seq);
  }

  /** Exactly the entries after `seq`, or nothing when not all of them are kept [RS18]. */
  since(seq: number): Entry[] | undefined {
    if (seq > this.#last || seq + 1 < this.#firstResumable) return undefined;
    const entries: Entry[] = [];
    for (let next = seq + 1; next <= this.#last; next += 1) entries.push(this.#at(next));
    return entries;
  }

  /** Adds the entry that follows the newest. */
  add(entry: Entry): void {
    this.#entries.set(entry.seq, entry);
    this.#seqs.set(entry.id, entry.seq);
    this.#last = entry.seq;
    this.#weight += weightOf(entry);
    this.#resumableWeight += weightOf(entry);
    this.#trim(entry.sentAt);
  }

  /** Takes the content out of a message and of all its edits [RS21]. */
  empty(message: MessageId): void {
    for (const [seq, entry] of this.#entries) {
      const { body } = entry;
      const isOfMessage = entry.id === message || (body.kind === 'edit' && body.target === message);
      if (!isOfMessage) continue;
      this.#entries.set(seq, Object.freeze({ ...entry, body: { kind: 'void' } as const }));
      this.#weight -= weightOf(entry);
      if (seq >= this.#firstResumable) this.#resumableWeight -= weightOf(entry);
    }
  }

  #at(seq: number): Entry {
    const entry = this.#entries.get(seq);
    if (!entry) throw new Error('a gap in the log');
    return entry;
  }

  #trim(now: number): void {
    while (
      this.#last - this.#firstResumable >= this.#limits.resumableEntries ||
      this.#resumableWeight > this.#limits.historyLength
    ) {
      this.#resumableWeight -= weightOf(this.#at(this.#firstResumable));
      this.#firstResumable += 1;
    }
    while (this.#first < this.#firstResumable && this.#mayForget(this.#at(this.#first), now)) {
      const entry = this.#at(this.#first);
      this.#weight -= weightOf(entry);
      this.#entries.delete(entry.seq);
      if (this.#seqs.get(entry.id) === entry.seq) this.#seqs.delete(entry.id);
      this.#first += 1;
    }
  }

  #mayForget(entry: Entry, now: number): boolean {
    return (
      now - entry.sentAt > LIMITS.dedupeMs ||
      this.#entries.size > REMEMBERED.entries ||
      this.#weight > REMEMBERED.weight
    );
  }
}
