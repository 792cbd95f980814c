import { LIMITS, type HistoryPage, type Message } from '@chat/protocol';
import { RoomError } from './room-error.ts';
import type { HistoryRange, MessageDraft } from './room-store.ts';

/** How long and how much of the past is known for telling a repeated id from a new one [RS12]. */
const REMEMBERED = {
  ms: 15 * 60_000,
  messages: 20_000,
  length: 4 * LIMITS.historyLength,
} as const;

/** The log of one room in memory: numbers, trims and recognises messages [RS8]-[RS13]. */
export class MessageLog {
  /** What the room keeps, oldest first. */
  #kept: Message[] = [];
  #keptLength = 0;
  /** The kept messages and those trimmed of late, by id, oldest first (a Map iterates in order of insertion). */
  readonly #remembered = new Map<string, Message>();
  #rememberedLength = 0;
  #lastSeq = 0;
  #lastSentAt = 0;

  /** The message that this id already names, if its author is the same; `id-taken` if not [RS9]. */
  recall({ id, from }: MessageDraft): Message | undefined {
    const known = this.#remembered.get(id);
    if (known && known.from !== from) throw new RoomError('id-taken');
    return known;
  }

  /** Adds a message whose id is new. `now` is in milliseconds since 1970. */
  append(draft: MessageDraft, now: number): Message {
    this.#lastSentAt = Math.max(this.#lastSentAt, now);
    this.#lastSeq += 1;
    const { id, from, name, text } = draft;
    const message = { id, seq: this.#lastSeq, from, name, text, sentAt: this.#lastSentAt };
    Object.freeze(message);
    this.#kept.push(message);
    this.#keptLength += text.length;
    this.#remembered.set(id, message);
    this.#rememberedLength += text.length;
    this.#trim();
    return message;
  }

  /** Everything that is kept, oldest first. */
  all(): Message[] {
    return [...this.#kept];
  }

  page({ before, limit }: HistoryRange): Omit<HistoryPage, 'epoch'> {
    const first = this.#kept[0]?.seq ?? 1;
    const wanted = before === undefined ? this.#kept.length : before - first;
    const end = Math.min(Math.max(wanted, 0), this.#kept.length);
    const start = Math.max(0, end - limit);
    return { messages: this.#kept.slice(start, end), more: start > 0 };
  }

  #trim(): void {
    while (this.#kept.length > LIMITS.historyMessages || this.#keptLength > LIMITS.historyLength) {
      this.#keptLength -= this.#kept.shift()?.text.length ?? 0;
    }
    const firstKept = this.#kept[0]?.seq ?? Infinity;
    for (const [id, message] of this.#remembered) {
      if (message.seq >= firstKept || !this.#mayForget(message)) return;
      this.#remembered.delete(id);
      this.#rememberedLength -= message.text.length;
    }
  }

  #mayForget(message: Message): boolean {
    return (
      this.#lastSentAt - message.sentAt > REMEMBERED.ms ||
      this.#remembered.size > REMEMBERED.messages ||
      this.#rememberedLength > REMEMBERED.length
    );
  }
}
