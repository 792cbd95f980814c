import { parseKnownRooms, type KnownRoom } from './known-rooms.ts';

const KEY = 'chat.rooms';

/** My rooms as this browser remembers them. Storage may be switched off: then they last as long as the page. */
export function loadRooms(): KnownRoom[] {
  try {
    return parseKnownRooms(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** Changes the list, on top of what other tabs made of it meanwhile; gives back what it is now. */
export function changeRooms(
  change: (rooms: readonly KnownRoom[]) => readonly KnownRoom[],
  own: readonly KnownRoom[],
): readonly KnownRoom[] {
  try {
    const stored = localStorage.getItem(KEY);
    const before = stored === null ? own : parseKnownRooms(JSON.parse(stored));
    const after = change(before);
    if (after !== before) localStorage.setItem(KEY, JSON.stringify(after));
    return after;
  } catch {
    return change(own);
  }
}

/** Tells of what another tab made of the list. Returns what stops it. */
export function watchRooms(onChange: (rooms: KnownRoom[]) => void): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key === KEY) onChange(loadRooms());
  };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}
