import {
  LIMITS,
  type ConnectionId,
  type HistoryPage,
  type MessageId,
  type Room as RoomInfo,
  type RoomId,
  type RoomPreview,
  type ServerFrame,
  type UserId,
} from '@chat/protocol';
import { RoomError } from './room-error.ts';
import { checkText, RoomSession } from './room-session.ts';
import type {
  Appended,
  HistoryRange,
  Person,
  RoomChange,
  RoomStore,
  StoredRoom,
} from './room-store.ts';
import { Room } from './room.ts';

/** Makes room ids that nobody can guess and knows its own again [P10]. */
export interface RoomIds {
  make(): RoomId;
  isOurs(id: RoomId): boolean;
}

export type RoomsOptions = {
  store: RoomStore;
  roomIds: RoomIds;
  /** Milliseconds from the last drop to `member-left` with the reason `lost` [P15]. */
  graceMs?: number | undefined;
  /** Milliseconds from the last drop to the presence `reconnecting` [P15]. */
  reconnectingMs?: number | undefined;
  /** The clock, in milliseconds since 1970. */
  now?: () => number;
  /** Hears what went wrong where nobody waits for an answer. */
  onError?: (error: unknown) => void;
};

export type NewRoom = { title?: string | undefined; encryption?: 'none' | undefined };

/** One connection of a person that wants into a room. `deliver` never throws. */
export type Visit = {
  room: RoomId;
  person: Person;
  connection: ConnectionId;
  deliver: (frame: ServerFrame) => void;
};

const GRACE_MS = 15_000;
const RECONNECTING_MS = 3_000;

/**
 * All rooms as this server sees them: opens a `Room` with the first connection in it, drops it after the last, and
 * answers what is asked without a connection. Refusals are `RoomError`s.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #store: RoomStore;
  readonly #open = new Map<RoomId, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#store = options.store;
  }

  /** Rooms that somebody is connected to, or comes back to within the grace. */
  get openCount(): number {
    return this.#open.size;
  }

  /** A session that has not joined yet. Ids that this server did not make are `room-unknown` [P10]. */
  session({ room, person, connection, deliver }: Visit): RoomSession {
    this.#checkId(room);
    const open = () => this.#roomOf(room);
    return new RoomSession({ room, person, connection, deliver, open });
  }

  /** Makes a room whose owner is not in it yet. Without a title it is called after its owner. */
  async create(owner: Person, { title, encryption }: NewRoom): Promise<RoomInfo> {
    const { room } = await this.#store.createRoom({
      id: this.#options.roomIds.make(),
      title: title ?? titleOf(owner),
      ownerId: owner.id,
      createdAt: (this.#options.now ?? Date.now)(),
      locked: false,
      encryption: encryption ?? 'none',
    });
    return room;
  }

  /** What the holder of the link may know. */
  async preview(roomId: RoomId): Promise<RoomPreview> {
    const { room } = await this.#find(roomId);
    const { id, title, locked, encryption } = room;
    return { id, title, memberCount: await this.#store.countMembers(roomId), locked, encryption };
  }

  /** Changes title or lock, for the owner [P16]. */
  async change(userId: UserId, roomId: RoomId, change: RoomChange): Promise<RoomInfo> {
    await this.#findOwned(userId, roomId);
    return this.#store.changeRoom(roomId, change);
  }

  /** Ends the room for all, for the owner [P16]. */
  async end(userId: UserId, roomId: RoomId): Promise<void> {
    await this.#findOwned(userId, roomId);
    await this.#store.endRoom(roomId);
  }

  /** Takes a member out for good, for the owner [P16]. The owner stays. */
  async removeMember(userId: UserId, roomId: RoomId, member: UserId): Promise<void> {
    await this.#findOwned(userId, roomId);
    if (member === userId) throw new RoomError('bad-request');
    const wasIn = await this.#store.removeMember(roomId, member, 'removed');
    if (!wasIn) throw new RoomError('member-unknown');
  }

  /** A page of the log, for members and the owner [P52]. */
  async history(userId: UserId, roomId: RoomId, range: HistoryRange): Promise<HistoryPage> {
    const { room } = await this.#find(roomId);
    const mayRead = room.ownerId === userId || (await this.#store.findMember(roomId, userId));
    if (!mayRead) throw new RoomError('not-a-member');
    return this.#store.listMessages(roomId, range);
  }

  /** Posts without a connection, for members and the owner [P22], [P52]. */
  async post(
    author: Person,
    roomId: RoomId,
    { id, text }: { id: MessageId; text: string },
  ): Promise<Appended> {
    this.#checkId(roomId);
    checkText(text);
    return this.#store.appendMessage(roomId, { id, from: author.id, name: author.name, text });
  }

  /** Shows another name in all rooms that the person is in. */
  async renameMember(userId: UserId, name: string): Promise<void> {
    await Promise.all([...this.#open.values()].map((room) => room.rename(userId, name)));
  }

  /** Takes the person out of all rooms, at once. */
  async forget(userId: UserId): Promise<void> {
    await Promise.all([...this.#open.values()].map((room) => room.expel(userId)));
  }

  /** Ends all timers and subscriptions. The store stays open, it belongs to whoever made it. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((room) => room.close()));
  }

  #roomOf(id: RoomId): Room {
    const open = this.#open.get(id);
    if (open) return open;
    const { graceMs = GRACE_MS, reconnectingMs = RECONNECTING_MS } = this.#options;
    const room = new Room({
      id,
      store: this.#store,
      grace: { graceMs, reconnectingMs },
      onClosed: (closed) => {
        if (this.#open.get(id) === closed) this.#open.delete(id);
      },
      onError: this.#options.onError ?? (() => undefined),
    });
    this.#open.set(id, room);
    return room;
  }

  #checkId(id: RoomId): void {
    if (!this.#options.roomIds.isOurs(id)) throw new RoomError('room-unknown');
  }

  async #find(id: RoomId): Promise<StoredRoom> {
    this.#checkId(id);
    return this.#store.findRoom(id);
  }

  async #findOwned(userId: UserId, id: RoomId): Promise<void> {
    const { room } = await this.#find(id);
    if (room.ownerId !== userId) throw new RoomError('not-the-owner');
  }
}

/** `Ada’s room`, cut where needed, but never through a surrogate pair. */
function titleOf({ name }: Person): string {
  const suffix = '’s room';
  const room = LIMITS.titleLength - suffix.length;
  const cut = name.slice(0, room).replace(/[\uD800-\uDBFF]$/u, '');
  return `${cut}${suffix}`;
}
