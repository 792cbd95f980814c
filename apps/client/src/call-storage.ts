import type { CallStorage } from '@chat/sdk/call';

/** Keeps the call of a room over a reload of this tab: in the session storage, which no other tab sees. */
export function callStorage(room: string): CallStorage {
  const key = `call:${room}`;
  return {
    load: () => {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown;
      } catch {
        return null;
      }
    },
    save: (call) => {
      try {
        if (call) sessionStorage.setItem(key, JSON.stringify(call));
        else sessionStorage.removeItem(key);
      } catch {
        // A browser that keeps nothing: the call ends with the page.
      }
    },
  };
}
