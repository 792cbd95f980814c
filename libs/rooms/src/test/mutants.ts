import type { Entry } from '@chat/protocol';
import type { Producer } from '../producers.ts';
import { RoomLog } from '../room-log.ts';
import type { Appended, EntryDraft, Listener, RoomStore } from '../room-store.ts';

/** A log with one step of `append` taken away [P24]. */
export class LogWithoutDedupe extends RoomLog {
  protected override recall(): Entry | undefined {
    return undefined;
  }
}

export class LogWithoutEpochCheck extends RoomLog {
  protected override checkEpoch(): void {
    return;
  }
}

export class LogWithoutOrderCheck extends RoomLog {
  protected override checkOrder(): void {
    return;
  }
}

/** Neither check: what the order check alone would still catch. */
export class LogWithoutEpochAndOrderCheck extends LogWithoutEpochCheck {
  protected override checkOrder(): void {
    return;
  }
}

/** An id that is known takes the number that it comes with, when that is the next. */
export class LogThatCountsKnownIds extends RoomLog {
  readonly #counted = new Map<string, number>();

  override posted(producer: Producer): number {
    return super.posted(producer) + (this.#counted.get(producer.producer) ?? 0);
  }

  override append(draft: EntryDraft, now: number): Appended {
    const { from: userId, numbering } = draft;
    if (!numbering) return super.append(draft, now);
    const { producer, n } = numbering;
    const isNext = n === this.posted({ userId, producer }) + 1;
    const extra = this.#counted.get(producer) ?? 0;
    const appended = super.append({ ...draft, numbering: { ...numbering, n: n - extra } }, now);
    if (!appended.isNew && isNext) this.#counted.set(producer, extra + 1);
    return appended;
  }
}

/** A refused entry takes its number all the same. */
export class LogThatCountsRefusals extends RoomLog {
  override append(draft: EntryDraft, now: number): Appended {
    try {
      return super.append(draft, now);
    } catch (error) {
      const { numbering } = draft;
      const isNext =
        numbering && numbering.n === this.posted({ userId: draft.from, ...numbering }) + 1;
      if (isNext && draft.body.kind === 'text' && draft.body.text.trim() === '') {
        super.append({ ...draft, body: { kind: 'text', text: '(refused)' } }, now);
      }
      throw error;
    }
  }
}

/** One that gives the end of a range whose beginning has gone, instead of a snapshot. */
export class LogWithPartialRanges extends RoomLog {
  override since(seq: number): Entry[] | undefined {
    for (let from = seq; from <= this.seq; from += 1) {
      const entries = super.since(from);
      if (entries) return entries;
    }
    return undefined;
  }
}

type Calls = Record<string, (...values: unknown[]) => unknown>;

/** A store of which some calls are others. */
function withCalls(store: RoomStore, calls: Partial<RoomStore>): RoomStore {
  return new Proxy(store, {
    get: (target, name: string) =>
      (calls as Calls)[name] ?? (target as unknown as Calls)[name]?.bind(target),
  });
}

/** Goes live after the history was read instead of before: hears nothing while it reads. */
export function storeWithoutBuffering(store: RoomStore): RoomStore {
  let reading = 0;
  const deaf = async <T>(read: Promise<T>): Promise<T> => {
    reading += 1;
    try {
      return await read;
    } finally {
      reading -= 1;
    }
  };
  return withCalls(store, {
    subscribe: (room, listener) =>
      store.subscribe(room, (news) => {
        if (reading === 0) listener(news);
      }),
    readRoom: (...given) => deaf(store.readRoom(...given)),
    readSince: (...given) => deaf(store.readSince(...given)),
  });
}

/** Tells of an entry, and adds it to the log when `pass` lets it, if ever. */
export function storeThatAcksFirst(store: RoomStore, pass: () => Promise<void>): RoomStore {
  const listeners = new Set<Listener>();
  let early = 0;
  return withCalls(store, {
    subscribe: async (room, listener) => {
      listeners.add(listener);
      return store.subscribe(room, (news) => {
        const isTold = news.kind === 'event' && news.event.type === 'entry-posted';
        if (!isTold) listener(news);
      });
    },
    appendEntry: async (room, draft) => {
      const { epoch, seq } = await store.findRoom(room);
      const { id, from, name, body } = draft;
      early += 1;
      const entry: Entry = { id, seq: seq + 1, from, name, sentAt: 0, body };
      const { revision } = await store.readRoom(room);
      for (const listener of listeners) {
        const event = { type: 'entry-posted', room, epoch, entry } as const;
        listener({ kind: 'event', revision: revision + early, event });
      }
      await pass();
      return store.appendEntry(room, draft);
    },
  });
}
