import type { ProducerId, RoomId, UserId } from '@chat/protocol';
import type { StoredOutbox } from '@chat/protocol/stored-room';
import { adoptOutboxes } from './adopt-outboxes.ts';
import type { RoomStorage, StoredRoom } from './room-storage.ts';

export interface SharedStorageOptions {
  /** Told when the page `by` has taken over what the tab `from` left. */
  onAdopt?: (from: ProducerId, by: ProducerId) => void;
}

interface SharedRoom {
  history?: unknown;
  outboxes: Map<ProducerId, StoredOutbox>;
}

/**
 * A storage in memory that the tabs of one browser share, as they share IndexedDB: one history of each room for all,
 * one outbox for each tab. A page that loads a room takes over the outboxes of tabs that are gone. For tests and bots.
 */
export class SharedStorage {
  readonly #rooms = new Map<RoomId, SharedRoom>();
  readonly #living = new Set<ProducerId>();
  readonly #onAdopt: SharedStorageOptions['onAdopt'];

  constructor({ onAdopt }: SharedStorageOptions = {}) {
    this.#onAdopt = onAdopt;
  }

  /** A tab opens, or comes back after `close`: what it sees of the storage. */
  open(producer: ProducerId): RoomStorage {
    this.#living.add(producer);
    return {
      load: async (room) => this.#load(room, producer),
      adopt: async (room, me) => this.#adopt(room, producer, me),
      saveOutbox: async (room, outbox) => void this.#room(room).outboxes.set(producer, outbox),
      saveHistory: async (room, history) => void (this.#room(room).history = history),
      erase: async (room) => this.#erase(room, producer),
    };
  }

  /** A tab is gone. Its outboxes stay, for itself or for whoever loads the room next. */
  close(producer: ProducerId): void {
    this.#living.delete(producer);
  }

  #room(id: RoomId): SharedRoom {
    const room = this.#rooms.get(id) ?? { outboxes: new Map() };
    this.#rooms.set(id, room);
    return room;
  }

  #load(id: RoomId, producer: ProducerId): StoredRoom {
    const { history, outboxes } = this.#room(id);
    const orphans = new Map([...outboxes].filter(([owner]) => !this.#living.has(owner)));
    orphans.delete(producer);
    this.#takeOver(outboxes, producer, orphans);
    return { history, outbox: outboxes.get(producer) };
  }

  #adopt(id: RoomId, producer: ProducerId, me: UserId): StoredOutbox | null {
    const { outboxes } = this.#room(id);
    const isMine = (outbox: StoredOutbox) => outbox.me === me || outbox.me === null;
    const orphans = new Map(
      [...outboxes].filter(([owner, outbox]) => !this.#living.has(owner) && isMine(outbox)),
    );
    this.#takeOver(outboxes, producer, orphans);
    return adoptOutboxes(null, orphans)?.outbox ?? null;
  }

  #takeOver(
    outboxes: Map<ProducerId, StoredOutbox>,
    producer: ProducerId,
    orphans: ReadonlyMap<ProducerId, StoredOutbox>,
  ): void {
    const adoption = adoptOutboxes(outboxes.get(producer), orphans);
    if (!adoption) return;
    for (const owner of adoption.adopted) {
      outboxes.delete(owner);
      this.#onAdopt?.(owner, producer);
    }
    outboxes.set(producer, adoption.outbox);
  }

  #erase(id: RoomId, producer: ProducerId): void {
    const room = this.#room(id);
    delete room.history;
    for (const owner of room.outboxes.keys()) {
      if (owner === producer || !this.#living.has(owner)) room.outboxes.delete(owner);
    }
  }
}
