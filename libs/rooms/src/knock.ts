import { randomUUID } from 'node:crypto';
import { LIMITS, type RoomId, type UserId } from '@chat/protocol';
import { RoomError } from './room-error.ts';
import type { Person, RoomNews, RoomStore } from './room-store.ts';

/** How a knock ended: the door is open, somebody refused, nobody answered, there is no such room any more, or nobody can tell. */
export type KnockEnd = 'admitted' | 'refused' | 'unanswered' | 'ended' | 'lost';

export type KnockOptions = {
  store: RoomStore;
  room: RoomId;
  person: UserId;
  onEnd: (end: KnockEnd) => void;
};

/**
 * One connection of a person who waits before a locked room [P63]. Hears of the room nothing but how the knock ended; once,
 * and nothing after `close`.
 */
export class Knock {
  readonly #options: KnockOptions;
  /** Tells it from other connections of the person, which wait by the same knock [RS27]. */
  readonly #waiter = randomUUID();
  #unsubscribe: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: KnockOptions) {
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  async start(person: Person): Promise<void> {
    const { store, room } = this.#options;
    this.#unsubscribe = await store.subscribe(room, (news) => this.#hear(news));
    try {
      // The answer may be there before we are.
      if (!(await store.knock(room, person, this.#waiter))) this.#end('admitted');
    } catch (error) {
      this.#stop();
      throw error;
    }
    if (!this.#isOver) this.#timer = setTimeout(() => this.#giveUp(), LIMITS.knockMs).unref();
  }

  /** Does not wait any more; those who are in learn it, unless another connection of the person waits. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#stop();
    const { store, room, person } = this.#options;
    await ifThereIsARoom(store.withdrawKnock(room, person, this.#waiter));
  }

  /** Nobody has answered in the time that a knock has, however many connections wait by it. */
  #giveUp(): void {
    this.#end('unanswered');
    const { store, room, person } = this.#options;
    const ended = store.answerKnock(room, person, { answer: 'gone', by: null });
    void ifThereIsARoom(ended).catch(() => undefined);
  }

  #hear(news: RoomNews): void {
    if (news.kind === 'moved') return this.#end('ended');
    if (news.kind === 'lost') return this.#end('lost');
    if (news.kind !== 'event') return;
    const { event } = news;
    if (event.type === 'room-ended') return this.#end('ended');
    if (event.type !== 'knock-answered' || event.person !== this.#options.person) return;
    this.#end(event.answer === 'gone' ? 'unanswered' : event.answer);
  }

  #end(end: KnockEnd): void {
    if (this.#isOver) return;
    this.#stop();
    this.#options.onEnd(end);
  }

  #stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#unsubscribe?.();
  }
}

/** Before a room that is gone nobody waits. */
async function ifThereIsARoom(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof RoomError)) throw error;
  }
}
