import type { RoomId, UserId } from '@chat/protocol';
import type { StoredHistory, StoredOutbox } from '@chat/protocol/stored-room';

/** What was stored of a room: exactly the values of the last `saveHistory` and `saveOutbox`, or whatever became of them. */
export interface StoredRoom {
  history?: unknown;
  outbox?: unknown;
}

/**
 * Where a room outlives its page. What it gives back is not trusted: it is checked, and what is damaged is passed over.
 * An outbox belongs to one tab: where several tabs share a storage, it keeps them apart and decides which new page takes
 * over the outbox of a tab that is gone. The history is the same for all.
 */
export interface RoomStorage {
  load(room: RoomId): Promise<StoredRoom | null>;
  /**
   * Takes over what tabs that are gone have left by this person: gives back their outbox, and keeps it as this tab's
   * until the next `saveOutbox`. A storage of one tab needs none.
   */
  adopt?(room: RoomId, me: UserId): Promise<unknown>;
  saveOutbox(room: RoomId, outbox: StoredOutbox): Promise<void>;
  saveHistory(room: RoomId, history: StoredHistory): Promise<void>;
  erase(room: RoomId): Promise<void>;
}

/** A storage that lasts as long as the process: for tests and bots. */
export function memoryStorage(): RoomStorage {
  const rooms = new Map<RoomId, StoredRoom>();
  const keep = (room: RoomId, part: StoredRoom) =>
    void rooms.set(room, { ...rooms.get(room), ...part });
  return {
    load: async (room) => rooms.get(room) ?? null,
    saveOutbox: async (room, outbox) => keep(room, { outbox }),
    saveHistory: async (room, history) => keep(room, { history }),
    erase: async (room) => void rooms.delete(room),
  };
}
