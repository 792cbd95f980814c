import type { RoomStore } from '@chat/rooms';

/** Has a store tell how many seconds each append took that it did not refuse. The store's other methods stay as they are. */
export function measureAppends(store: RoomStore, appended: (seconds: number) => void): RoomStore {
  const append = store.appendEntry.bind(store);
  store.appendEntry = async (roomId, draft) => {
    const before = performance.now();
    const done = await append(roomId, draft);
    appended((performance.now() - before) / 1000);
    return done;
  };
  return store;
}
