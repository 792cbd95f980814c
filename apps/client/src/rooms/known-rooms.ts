/** What this browser remembers of a room: enough for a line in the list before the room itself is there. */
export interface KnownRoom {
  id: string;
  title: string;
  /** Server time of the newest message that was read; what is younger is unread. */
  readAt: number;
  /** Server time of what happened last, for the order of the list. */
  activeAt: number;
}

/** So many rooms are remembered; the one in which nothing happened for longest goes first. */
const REMEMBERED = 200;

/** What was stored, if it is a list of rooms. Storage may hold anything. */
export function parseKnownRooms(value: unknown): KnownRoom[] {
  if (!Array.isArray(value)) return [];
  const rooms = value.filter(isKnownRoom).map(({ id, title, readAt, activeAt }) => ({
    ...{ id, title, readAt, activeAt },
  }));
  return rooms.filter(({ id }, index) => rooms.findIndex((room) => room.id === id) === index);
}

/** The list with what is new about one room; a room that is not in it comes first. Times only rise. */
export function withRoom(
  rooms: readonly KnownRoom[],
  room: Partial<KnownRoom> & Pick<KnownRoom, 'id'>,
): readonly KnownRoom[] {
  const present = rooms.find(({ id }) => id === room.id);
  const before = present ?? { id: room.id, title: '', readAt: 0, activeAt: 0 };
  const after: KnownRoom = {
    id: room.id,
    title: room.title ?? before.title,
    readAt: Math.max(before.readAt, room.readAt ?? 0),
    activeAt: Math.max(before.activeAt, room.activeAt ?? 0),
  };
  if (!present) return cut([after, ...rooms]);
  const isSame =
    present.title === after.title &&
    present.readAt === after.readAt &&
    present.activeAt === after.activeAt;
  return isSame ? rooms : rooms.map((each) => (each === present ? after : each));
}

/** The list without a room. */
export function withoutRoom(rooms: readonly KnownRoom[], id: string): readonly KnownRoom[] {
  return rooms.some((room) => room.id === id) ? rooms.filter((room) => room.id !== id) : rooms;
}

/** In the order of a new page: where something happened last comes first. While a page is open nothing moves. */
export function byActivity(rooms: readonly KnownRoom[]): KnownRoom[] {
  return rooms.toSorted((one, other) => other.activeAt - one.activeAt);
}

function cut(rooms: KnownRoom[]): KnownRoom[] {
  if (rooms.length <= REMEMBERED) return rooms;
  const [first, ...others] = rooms;
  const oldest = byActivity(others).at(-1);
  return rooms.filter((room) => room === first || room !== oldest);
}

function isKnownRoom(value: unknown): value is KnownRoom {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, readAt, activeAt } = value as Partial<Record<keyof KnownRoom, unknown>>;
  const texts = typeof id === 'string' && typeof title === 'string';
  return texts && Number.isFinite(readAt) && Number.isFinite(activeAt);
}
