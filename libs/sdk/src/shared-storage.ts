import type { ProducerId, RoomId } from '@chat/protocol';
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
    const isOrphan = (owner: ProducerId) => owner !== producer && !this.#living.has(owner);
    const orphans = new Map([...outboxes].filter(([owner]) => isOrphan(owner)));
    const adoption = adoptOutboxes(outboxes.get(producer), orphans);
    if (!adoption) return { history };
    const { outbox, adopted } = adoption;
    for (const owner of adopted) {
      outboxes.delete(owner);
      this.#onAdopt?.(owner, producer);
    }
    if (adopted.length > 0) outboxes.set(producer, outbox);
    return { history, outbox };
  }

  #erase(id: RoomId, producer: ProducerId): void {
    const room = this.#room(id);
    delete room.history;
    for (const owner of room.outboxes.keys()) {
      if (owner === producer || !this.#living.has(owner)) room.outboxes.delete(owner);
    }
  }
}
