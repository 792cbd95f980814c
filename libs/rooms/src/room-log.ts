import { randomBytes } from 'node:crypto';
import { LIMITS, type Entry, type HistoryPage, type Message } from '@chat/protocol';
import { EntryWindow } from './entry-window.ts';
import { KeptMessages } from './kept-messages.ts';
import type { LogLimits } from './log-limits.ts';
import { Producers, type Producer } from './producers.ts';
import { RoomError } from './room-error.ts';
import type { Appended, EntryDraft, HistoryRange } from './room-store.ts';

/** Whether a text may be posted [P23]; refuses it with the code that says why not. */
function checkText(text: string): void {
  if (text.length > LIMITS.textLength) throw new RoomError('text-too-long');
  if (text.trim() === '') throw new RoomError('text-empty');
}

/**
 * The log of one room in memory, for one epoch: numbers entries, applies changes, trims, and recognises what was posted
 * before [RS8]-[RS13], [RS18]-[RS21]. Every method is one synchronous, hence atomic, step. The checks of `append` are
 * methods of their own so that the tests can take one away and see that it is missed.
 */
export class RoomLog {
  readonly epoch = randomBytes(8).toString('base64url');
  readonly #limits: LogLimits;
  readonly #messages: KeptMessages;
  readonly #window: EntryWindow;
  readonly #producers = new Producers();
  #seq = 0;
  #lastSentAt = 0;

  constructor(limits: LogLimits = LIMITS) {
    this.#limits = limits;
    this.#messages = new KeptMessages(limits);
    this.#window = new EntryWindow(limits);
  }

  /** The number of the newest entry; 0 for none. */
  get seq(): number {
    return this.#seq;
  }

  /** Adds an entry, or recalls it, or refuses it and changes nothing. `now` is in milliseconds since 1970. */
  append(draft: EntryDraft, now: number): Appended {
    this.checkEpoch(draft);
    const known = this.recall(draft);
    if (known) return { entry: known, epoch: this.epoch, isNew: false };
    this.checkOrder(draft);
    this.#checkBody(draft);
    this.#lastSentAt = Math.max(this.#lastSentAt, now);
    this.#seq += 1;
    const entry = this.#add(draft);
    this.#count(draft);
    return { entry, epoch: this.epoch, isNew: true };
  }

  /** The `n` of a producer's newest entry; 0 for none [RS19]. */
  posted(producer: Producer): number {
    return this.#producers.posted(producer);
  }

  /** The newest messages, and whether older ones are kept. */
  newest(): { messages: Message[]; more: boolean } {
    return this.#messages.page({ limit: this.#limits.snapshotMessages });
  }

  /** Exactly the entries after `seq`, or nothing when not all of them are kept [RS18]. */
  since(seq: number): Entry[] | undefined {
    return this.#window.since(seq);
  }

  page(range: HistoryRange): HistoryPage {
    return { epoch: this.epoch, ...this.#messages.page(range) };
  }

  /** What was numbered for another log may be in another order than this log would get it in [RS19]. */
  protected checkEpoch({ numbering }: EntryDraft): void {
    if (numbering && numbering.epoch !== this.epoch) throw new RoomError('epoch-stale');
  }

  /** The entry that this id already names, if its author is the same; `id-taken` if not [RS9]. */
  protected recall({ id, from }: EntryDraft): Entry | undefined {
    const known = this.#window.find(id) ?? this.#entryOf(id);
    if (known && known.from !== from) throw new RoomError('id-taken');
    return known;
  }

  /** Something that the producer posted before is missing, or this has been overtaken [RS19]. */
  protected checkOrder(draft: EntryDraft): void {
    if (draft.numbering && !this.#isNext(draft)) throw new RoomError('out-of-order');
  }

  #isNext({ from, numbering }: EntryDraft): boolean {
    if (!numbering) return false;
    const { producer, n } = numbering;
    return n === this.#producers.posted({ userId: from, producer }) + 1;
  }

  #checkBody({ body, from }: EntryDraft): void {
    if (body.kind === 'text' || body.kind === 'edit') checkText(body.text);
    if (body.kind !== 'text') this.#messages.check(body, from);
  }

  #add({ id, from, name, body: given }: EntryDraft): Entry {
    const body = Object.freeze({ ...given });
    const entry = Object.freeze({ id, seq: this.#seq, from, name, sentAt: this.#lastSentAt, body });
    this.#window.add(entry);
    if (body.kind === 'text') this.#messages.add(entry, body);
    else this.#messages.change(entry, body);
    if (body.kind === 'delete') this.#window.empty(body.target);
    return entry;
  }

  #count({ from, numbering }: EntryDraft): void {
    if (!numbering) return;
    const { producer, n } = numbering;
    this.#producers.count({ userId: from, producer }, { n, now: this.#lastSentAt });
  }

  /** A message may be kept for longer than the entry that made it is remembered. */
  #entryOf(id: string): Entry | undefined {
    const message = this.#messages.find(id);
    if (!message) return undefined;
    const { seq, from, name, sentAt, text, replyTo } = message;
    const reply = replyTo === undefined ? {} : { replyTo };
    const body: Entry['body'] = text === null ? { kind: 'void' } : { kind: 'text', text, ...reply };
    return { id, seq, from, name, sentAt, body };
  }
}
