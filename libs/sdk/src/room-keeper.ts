import type { ProducerId, RoomId, UserId } from '@chat/protocol';
import { parseStoredHistory, parseStoredOutbox } from '@chat/protocol/parse';
import type { StoredOutbox } from '@chat/protocol/stored-room';
import type { RestoredRoom, RoomState } from './room-state.ts';
import type { RoomStorage, StoredRoom } from './room-storage.ts';

/** How long the history may lag behind in the storage. What is missing there comes again with the next `resumed`. */
const HISTORY_MS = 500;
/** A storage that does not answer for so long is not waited for. */
const LOAD_MS = 3_000;

/**
 * Keeps one room in a storage: the outbox at every change, the history a little later. One write at a time, always of
 * the newest state. A storage that fails costs the memory of the room over a reload, never the room.
 */
export class RoomKeeper {
  readonly #storage: RoomStorage;
  readonly #room: RoomId;
  readonly #producer: ProducerId;
  #writing: Promise<void> | null = null;
  #erasing: Promise<void> | null = null;
  #historyTimer: ReturnType<typeof setTimeout> | undefined;
  #state: RoomState | null = null;
  #stored: Partial<RoomState> = {};
  #isHistoryDue = false;
  /** Nothing is written before all was loaded, nor once it was erased. */
  #status: 'loading' | 'open' | 'erased' = 'loading';

  constructor(storage: RoomStorage, room: RoomId, producer: ProducerId) {
    this.#storage = storage;
    this.#room = room;
    this.#producer = producer;
  }

  /**
   * What is stored, checked; null when there is nothing of use. What is not there in time goes to `onLate` when it is.
   * Until then nothing is written: what may still be in there must not be overwritten.
   */
  async load(onLate: (room: RestoredRoom | null) => void): Promise<RestoredRoom | null> {
    const loading = this.#storage.load(this.#room).then((stored) => ({ stored }));
    const loaded = await inTime(loading.catch(() => 'failed' as const));
    if (loaded === 'late') {
      const late = ({ stored }: { stored: StoredRoom | null }) => {
        if (this.#status === 'loading') onLate(this.#open(stored));
      };
      loading.then(late).catch(() => undefined);
    }
    const isThere = typeof loaded === 'object' && this.#status === 'loading';
    return isThere ? this.#open(loaded.stored) : null;
  }

  /** What tabs that are gone have left; `onAdopted` is called before anything else is written. */
  async adopt(me: UserId, onAdopted: (room: RestoredRoom) => void): Promise<void> {
    if (this.#status !== 'open' || !this.#storage.adopt) return;
    while (this.#writing) await this.#writing;
    this.#writing = this.#adopt(me, onAdopted).finally(() => {
      this.#writing = null;
    });
    await this.#writing;
    await this.#write();
  }

  /** Takes note of a change. */
  keep(state: RoomState): void {
    this.#state = state;
    if (this.#status !== 'open') return;
    if (isOutboxChanged(state, this.#stored)) void this.#write();
    if (isHistoryChanged(state, this.#stored)) {
      this.#historyTimer ??= setTimeout(() => void this.flush(), HISTORY_MS);
    }
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#historyTimer);
    this.#historyTimer = undefined;
    this.#isHistoryDue = true;
    await this.#write();
  }

  /** Forgets the room: nothing is written any more, until `reopen`. */
  erase(): Promise<void> {
    this.#erasing ??= this.#erase();
    return this.#erasing;
  }

  /** Keeps again what was erased. */
  reopen(): void {
    if (this.#status !== 'erased') return;
    this.#status = 'open';
    this.#erasing = null;
  }

  #open(stored: StoredRoom | null): RestoredRoom | null {
    this.#status = 'open';
    const history = parseStoredHistory(stored?.history);
    const outbox = parseStoredOutbox(stored?.outbox);
    return history || outbox ? restored(history, outbox, this.#producer) : null;
  }

  async #adopt(me: UserId, onAdopted: (room: RestoredRoom) => void): Promise<void> {
    const take = (left: unknown) => {
      const outbox = parseStoredOutbox(left);
      if (outbox && this.#status === 'open') onAdopted(restored(null, outbox, this.#producer));
    };
    const adopting = this.#storage.adopt?.(this.#room, me).catch(() => null);
    const left = await inTime(adopting ?? Promise.resolve(null));
    // A storage that hangs must not keep this tab from storing, or erasing, what is its own.
    if (left === 'late') void adopting?.then(take);
    else take(left);
  }

  async #erase(): Promise<void> {
    this.#status = 'erased';
    clearTimeout(this.#historyTimer);
    this.#historyTimer = undefined;
    this.#stored = {};
    await this.#writing;
    await this.#storage.erase(this.#room).catch(() => undefined);
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (let part = this.#nextPart(); part; part = this.#nextPart()) {
      try {
        await part();
      } catch {
        // Full, or forbidden by the browser. The next change tries again.
      }
    }
  }

  /** The outbox first: what is in the history as well is told by its id, what is in neither is lost. */
  #nextPart(): (() => Promise<void>) | null {
    const state = this.#state;
    if (!state || this.#status !== 'open') return null;
    if (isOutboxChanged(state, this.#stored)) {
      const { outbox, acked, ackedIn, me } = state;
      this.#stored = { ...this.#stored, outbox, acked, ackedIn, me };
      return () => this.#storage.saveOutbox(this.#room, storedOutbox(state, this.#producer));
    }
    if (!this.#isHistoryDue) return null;
    this.#isHistoryDue = false;
    const { position } = state;
    if (!position || !isHistoryChanged(state, this.#stored)) return null;
    const { info, messages, more } = state;
    this.#stored = { ...this.#stored, info, position, messages, more };
    const history = { info, position, messages: [...messages], more };
    return () => this.#storage.saveHistory(this.#room, history);
  }
}

function isOutboxChanged(state: RoomState, stored: Partial<RoomState>): boolean {
  const isEmpty = state.outbox.length + state.acked.length === 0 && stored.outbox === undefined;
  return (
    !isEmpty &&
    (['outbox', 'acked', 'ackedIn', 'me'] as const).some((key) => state[key] !== stored[key])
  );
}

function isHistoryChanged(state: RoomState, stored: Partial<RoomState>): boolean {
  return (['info', 'position', 'messages', 'more'] as const).some(
    (key) => state[key] !== stored[key],
  );
}

/** What was sent is doubtful for the next page: nobody there hears the answer. */
function storedOutbox(
  { outbox, acked, ackedIn, me }: RoomState,
  producer: ProducerId,
): StoredOutbox {
  const entries = outbox.map(({ status, ...entry }) =>
    status === 'sent'
      ? { ...entry, status: 'unsent' as const, doubtful: true as const }
      : { ...entry, status },
  );
  return { producer, me, entries, acked: [...acked], ackedIn };
}

function restored(
  history: RestoredRoom['history'],
  outbox: StoredOutbox | null,
  producer: ProducerId,
): RestoredRoom {
  const sameProducer = outbox?.producer === producer;
  return {
    me: outbox?.me ?? null,
    history,
    outbox: (outbox?.entries ?? []).map(({ n, ...entry }) =>
      n === undefined || !sameProducer ? entry : { ...entry, n },
    ),
    acked: outbox?.acked ?? [],
    ackedIn: outbox?.ackedIn ?? null,
    sameProducer,
  };
}

async function inTime<Loaded>(loading: Promise<Loaded>): Promise<Loaded | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), LOAD_MS);
  });
  const loaded = await Promise.race([loading, late]);
  clearTimeout(timer);
  return loaded;
}
