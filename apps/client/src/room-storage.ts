import { adoptOutboxes, memoryStorage, type RoomStorage, type StoredRoom } from '@chat/sdk';
import { asked, openDatabase, written } from './database.ts';
import { livingProducers } from './producer.ts';

const HISTORIES = 'histories';
const OUTBOXES = 'outboxes';

type Outbox = Parameters<RoomStorage['saveOutbox']>[1];

/**
 * Keeps the rooms of this browser in IndexedDB: one history for all tabs, one outbox for each. A new page takes over the
 * outboxes of tabs that are gone. Where there is no IndexedDB, rooms last as long as the page.
 */
export function openRoomStorage(producer: string): RoomStorage {
  const fallback = memoryStorage();
  const database = openDatabase('chat', [HISTORIES, OUTBOXES]).catch(() => null);
  const use = async <Result>(
    work: (db: IDBDatabase) => Promise<Result>,
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
    adopt: (room, me) =>
      use(
        (db) => adopt(db, { room, producer }, me),
        async () => null,
      ),
    saveOutbox: (room, outbox) =>
      use(
        async (db) => {
          await put(db, OUTBOXES, { key: [room, producer], value: outbox });
        },
        () => fallback.saveOutbox(room, outbox),
      ),
    saveHistory: (room, history) =>
      use(
        async (db) => {
          await put(db, HISTORIES, { key: room, value: history });
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

async function load(db: IDBDatabase, { room, producer }: Owner): Promise<StoredRoom> {
  const isOrphan = await orphanage(producer);
  const history: unknown = await asked(db.transaction(HISTORIES).objectStore(HISTORIES).get(room));
  const transaction = db.transaction(OUTBOXES, 'readwrite');
  const done = written(transaction);
  const store = transaction.objectStore(OUTBOXES);
  const own: unknown = await asked(store.get([room, producer]));
  const orphans = await findOrphans(store, room, isOrphan);
  const adoption = adoptOutboxes(own, orphans);
  if (adoption && adoption.adopted.length > 0) {
    store.put(adoption.outbox, [room, producer]);
    drop(store, adoption.adopted);
  }
  await done;
  return { history, outbox: adoption?.outbox };
}

async function adopt(
  db: IDBDatabase,
  { room, producer }: Owner,
  me: string,
): Promise<Outbox | null> {
  // Nobody is known to be gone.
  if (!('locks' in navigator)) return null;
  const isOrphan = await orphanage(producer);
  const transaction = db.transaction(OUTBOXES, 'readwrite');
  const done = written(transaction);
  const store = transaction.objectStore(OUTBOXES);
  const all = await findOrphans(store, room, isOrphan);
  const orphans = new Map([...all].filter(([, orphan]) => isOf(orphan, me)));
  const left = adoptOutboxes(null, orphans);
  if (left) {
    const own: unknown = await asked(store.get([room, producer]));
    store.put(adoptOutboxes(own, orphans)?.outbox, [room, producer]);
    drop(store, left.adopted);
  }
  await done;
  return left?.outbox ?? null;
}

/**
 * Tells of a producer whether its tab is gone. Without locks nobody knows which tabs live. Then all are taken for gone:
 * the ids of the entries keep them from being doubled.
 */
async function orphanage(own: string): Promise<(producer: string) => boolean> {
  const living = await livingProducers();
  return (producer) => producer !== own && !living.has(producer);
}

/** Writes one value, and waits until it is kept. */
async function put(
  db: IDBDatabase,
  store: string,
  { key, value }: { key: IDBValidKey; value: unknown },
): Promise<void> {
  const transaction = db.transaction(store, 'readwrite');
  const done = written(transaction);
  transaction.objectStore(store).put(value, key);
  await done;
}

async function findOrphans(
  store: IDBObjectStore,
  room: string,
  isOrphan: (producer: string) => boolean,
): Promise<Map<IDBValidKey, unknown>> {
  const orphans = new Map<IDBValidKey, unknown>();
  for (const key of await asked(store.getAllKeys(outboxesOf(room)))) {
    const [, owner] = key as [string, string];
    if (isOrphan(owner)) orphans.set(key, await asked<unknown>(store.get(key)));
  }
  return orphans;
}

/** What another person wrote in this browser waits for them. */
function isOf(orphan: unknown, me: string): boolean {
  const owner = (orphan as Outbox | null)?.me;
  return owner === me || owner === null;
}

function drop(store: IDBObjectStore, keys: readonly IDBValidKey[]): void {
  for (const key of keys) store.delete(key);
}

/** Erases the room, but not what a tab that lives still has to send. */
async function erase(db: IDBDatabase, { room, producer }: Owner): Promise<void> {
  const living = await livingProducers();
  living.delete(producer);
  const transaction = db.transaction([HISTORIES, OUTBOXES], 'readwrite');
  const done = written(transaction);
  transaction.objectStore(HISTORIES).delete(room);
  const outboxes = transaction.objectStore(OUTBOXES);
  for (const key of await asked(outboxes.getAllKeys(outboxesOf(room)))) {
    const [, owner] = key as [string, string];
    if (!living.has(owner)) outboxes.delete(key);
  }
  await done;
}

/** All keys that begin with the room. */
function outboxesOf(room: string): IDBKeyRange {
  return IDBKeyRange.bound([room], [room, []]);
}
