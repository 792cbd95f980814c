import { adoptOutboxes, memoryStorage, type RoomStorage, type StoredRoom } from '@chat/sdk';
import { openDB, type IDBPDatabase } from 'idb';
import { livingProducers } from './producer.ts';

const HISTORIES = 'histories';
const OUTBOXES = 'outboxes';

/**
 * Keeps the rooms of this browser in IndexedDB: one history for all tabs, one outbox for each. A new page takes over the
 * outboxes of tabs that are gone. Where there is no IndexedDB, rooms last as long as the page.
 */
export function openRoomStorage(producer: string): RoomStorage {
  const fallback = memoryStorage();
  const database = openDB('chat', 1, {
    upgrade: (db) => {
      db.createObjectStore(HISTORIES);
      db.createObjectStore(OUTBOXES);
    },
  }).catch(() => null);
  const use = async <Result>(
    work: (db: IDBPDatabase) => Promise<Result>,
    instead: () => Promise<Result>,
  ): Promise<Result> => {
    const db = await database;
    return db ? work(db) : instead();
  };
  return {
    load: (room) =>
      use(
        (db) => load(db, { room, producer }),
        () => fallback.load(room),
      ),
    saveOutbox: (room, outbox) =>
      use(
        async (db) => {
          await db.put(OUTBOXES, outbox, [room, producer]);
        },
        () => fallback.saveOutbox(room, outbox),
      ),
    saveHistory: (room, history) =>
      use(
        async (db) => {
          await db.put(HISTORIES, history, room);
        },
        () => fallback.saveHistory(room, history),
      ),
    erase: (room) =>
      use(
        (db) => erase(db, { room, producer }),
        () => fallback.erase(room),
      ),
  };
}

interface Owner {
  room: string;
  producer: string;
}

async function load(db: IDBPDatabase, { room, producer }: Owner): Promise<StoredRoom> {
  // Without locks nobody knows which tabs live. Then all outboxes are taken: their ids keep them from being doubled.
  const living = await livingProducers();
  living.delete(producer);
  const history: unknown = await db.get(HISTORIES, room);
  const transaction = db.transaction(OUTBOXES, 'readwrite');
  const store = transaction.store;
  const own: unknown = await store.get([room, producer]);
  const orphans = new Map<IDBValidKey, unknown>();
  for (const key of await store.getAllKeys(outboxesOf(room))) {
    const [, owner] = key as [string, string];
    if (owner !== producer && !living.has(owner)) orphans.set(key, await store.get(key));
  }
  const adoption = adoptOutboxes(own, orphans);
  // What another person wrote in this browser waits for them.
  for (const key of adoption?.adopted ?? []) await store.delete(key);
  if (adoption && adoption.adopted.length > 0) await store.put(adoption.outbox, [room, producer]);
  await transaction.done;
  return { history, outbox: adoption?.outbox };
}

/** Erases the room, but not what a tab that lives still has to send. */
async function erase(db: IDBPDatabase, { room, producer }: Owner): Promise<void> {
  const living = await livingProducers();
  living.delete(producer);
  const transaction = db.transaction([HISTORIES, OUTBOXES], 'readwrite');
  await transaction.objectStore(HISTORIES).delete(room);
  const outboxes = transaction.objectStore(OUTBOXES);
  for (const key of await outboxes.getAllKeys(outboxesOf(room))) {
    const [, owner] = key as [string, string];
    if (!living.has(owner)) await outboxes.delete(key);
  }
  await transaction.done;
}

/** All keys that begin with the room. */
function outboxesOf(room: string): IDBKeyRange {
  return IDBKeyRange.bound([room], [room, []]);
}
