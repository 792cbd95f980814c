import { LIMITS, type Body, type Entry, type HistoryPage, type Message } from '@chat/protocol';
import { changed, messageOf } from './fold.ts';
import type { LogLimits } from './log-limits.ts';
import { RoomError } from './room-error.ts';
import type { HistoryRange } from './room-store.ts';
import { weightOfMessage } from './weight.ts';

type Page = Omit<HistoryPage, 'epoch'>;
type Change = Exclude<Body, { kind: 'text' }>;

/** The messages that a room keeps, with all changes applied, the newest up to the limits [RS11]. */
export class KeptMessages {
  /** Oldest first, so in order of their sequence. */
  readonly #messages: Message[] = [];
  readonly #seqs = new Map<string, number>();
  readonly #limits: LogLimits;
  #weight = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  find(id: string): Message | undefined {
    const seq = this.#seqs.get(id);
    return seq === undefined ? undefined : this.#messages[this.#indexOf(seq)];
  }

  /** Refuses a change that may not be made [RS20]. */
  check(change: Change, from: string): void {
    const message = this.find(change.target);
    if (!message || message.text === null) throw new RoomError('message-unknown');
    if (change.kind !== 'reaction') {
      if (message.from !== from) throw new RoomError('not-the-author');
    } else if (change.on) {
      const isNew = message.reactions.every(({ emoji }) => emoji !== change.emoji);
      const isFull = message.reactions.length >= LIMITS.reactionsPerMessage;
      if (isNew && isFull) throw new RoomError('bad-request');
    }
  }

  add(entry: Entry, text: Parameters<typeof messageOf>[1]): void {
    const message = messageOf(entry, text);
    this.#messages.push(message);
    this.#seqs.set(message.id, message.seq);
    this.#weight += weightOfMessage(message);
    this.#trim();
  }

  /** Applies a change that was checked. */
  change(entry: Entry, change: Change): void {
    const before = this.find(change.target);
    if (!before) return;
    const after = changed(before, entry, change);
    this.#messages[this.#indexOf(before.seq)] = after;
    this.#weight += weightOfMessage(after) - weightOfMessage(before);
    this.#trim();
  }

  /** The page that ends before the sequence `before`, or with the newest [RS13]. */
  page({ before, limit }: HistoryRange): Page {
    const end = before === undefined ? this.#messages.length : this.#indexOf(before);
    const start = Math.max(0, end - limit);
    return { messages: this.#messages.slice(start, end), more: start > 0 };
  }

  /** Where the first message with at least this sequence is. */
  #indexOf(seq: number): number {
    let [low, high] = [0, this.#messages.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle]?.seq ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #trim(): void {
    while (
      this.#messages.length > this.#limits.historyMessages ||
      this.#weight > this.#limits.historyLength
    ) {
      const oldest = this.#messages.shift();
      if (!oldest) return;
      this.#weight -= weightOfMessage(oldest);
      if (this.#seqs.get(oldest.id) === oldest.seq) this.#seqs.delete(oldest.id);
    }
  }
}
