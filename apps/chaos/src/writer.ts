import type { Message, UserId } from '@chat/protocol';
import { OutboxFull, type RoomClient } from '@chat/sdk';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Change } from './room-record.ts';

const EMOJI = ['👍', '❤️', '🎉'] as const;
/** How likely each kind of entry is. */
const KINDS = { text: 88, edit: 5, delete: 2, reaction: 5 } as const;
/** How far up somebody looks for a message to change. */
const LOOKS_BACK = 30;
const WORDS = 'how are you all today we meet at nine or ten ñandú 你好 🙂 yes no maybe'.split(' ');

export interface WriterOptions {
  ledger: Ledger;
  user: UserId;
  dice: Dice;
  /**
   * The reactions that are on; null where none are to be made. Of a person's tabs only one reacts: which of two said the
   * last word would be a matter of luck.
   */
  reactions: Set<string> | null;
}

/** Writes like people do, by dice: mostly new texts, now and then a change to an earlier one. */
export class Writer {
  readonly #options: WriterOptions;
  #count = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Writes something; the kind that it became, or null when the outbox takes no more. */
  write(room: RoomClient): Change['kind'] | null {
    try {
      return this.#write(room);
    } catch (error) {
      if (error instanceof OutboxFull) return null;
      throw error;
    }
  }

  #write(room: RoomClient): Change['kind'] {
    const { dice, ledger, reactions } = this.#options;
    const kind = dice.weighted(KINDS);
    const target = kind === 'text' ? undefined : this.#target(room, kind);
    if (!target) {
      const text = this.#text();
      ledger.wrote(room.post(text), { kind: 'text', text });
      return 'text';
    }
    if (kind === 'edit') this.#edit(room, target.id);
    else if (kind === 'delete') this.#delete(room, target.id);
    else if (reactions) this.#react(room, target.id, reactions);
    return kind;
  }

  /** Somebody else's message may be reacted to, one that I wrote in this tab may be changed. */
  #target(room: RoomClient, kind: Change['kind']): Message | undefined {
    const { ledger, dice } = this.#options;
    const { submissions } = ledger.record;
    const own = new Set(submissions.slice(-2 * LOOKS_BACK).map(({ id }) => id));
    const candidates = room.state.messages
      .slice(-LOOKS_BACK)
      .filter(({ id, text }) => text !== null && (kind === 'reaction' || own.has(id)));
    return candidates.length > 0 ? dice.pick(candidates) : undefined;
  }

  #edit(room: RoomClient, target: string): void {
    const change = { kind: 'edit', target, text: this.#text() } as const;
    room.edit(target, change.text);
    this.#note(room, change);
  }

  #delete(room: RoomClient, target: string): void {
    room.remove(target);
    this.#note(room, { kind: 'delete', target });
  }

  #react(room: RoomClient, target: string, reactions: Set<string>): void {
    const emoji = this.#options.dice.pick(EMOJI);
    const key = `${target} ${emoji}`;
    const on = !reactions.delete(key);
    if (on) reactions.add(key);
    room.react(target, emoji, on);
    this.#note(room, { kind: 'reaction', target, emoji, on });
  }

  /** A change is the newest of the outbox, unless the client saw that an older one there can say it. */
  #note(room: RoomClient, change: Change): void {
    const newest = room.state.outbox.at(-1);
    const isIt = newest?.body.kind === change.kind;
    this.#options.ledger.wrote(isIt ? newest.id : `change ${this.#count}`, change);
  }

  #text(): string {
    const { dice } = this.#options;
    this.#count += 1;
    const words = dice.chance(0.01) ? dice.between(100, 600) : dice.between(1, 14);
    return `${this.#count} ${Array.from({ length: words }, () => dice.pick(WORDS)).join(' ')}`;
  }
}
