import {
  LIMITS,
  type Body,
  type HistoryPage,
  type MessageId,
  type Room as RoomInfo,
  type RoomId,
  type RoomPreview,
  type SealedRoom,
  type UserId,
} from '@chat/protocol';
import { RoomError } from './room-error.ts';
import { RoomSession, type RoomSessionOptions } from './room-session.ts';
import type { Appended, HistoryRange, Person, RoomStore, StoredRoom } from './room-store.ts';
import { Room } from './room.ts';

/** Makes room ids that nobody can guess and knows its own again [P10]. */
export interface RoomIds {
  make(): RoomId;
  isOurs(id: RoomId): boolean;
}

/** What a seal is good for: the room of this id was called so and had this owner [P26]. */
export type SealedInfo = Pick<RoomInfo, 'id' | 'title' | 'ownerId' | 'createdAt' | 'changedAt'>;

/** Seals rooms so that any member can prove what a forgotten one was [P26]. */
export interface RoomSeals {
  make(info: SealedInfo): string;
  isOurs(info: SealedInfo & { seal: string }): boolean;
}

export type RoomsOptions = {
  store: RoomStore;
  roomIds: RoomIds;
  seals: RoomSeals;
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

/** What the owner changes; an absent field stays [P16]. */
export type RoomChanges = { title?: string | undefined; locked?: boolean | undefined };

/** One connection of a person that wants into a room. */
export type Visit = Omit<RoomSessionOptions, 'open'>;

/** What a room is called that was opened again by somebody who knew its link alone [P26]. */
const PLACEHOLDER_TITLE = 'Room';
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
  session(visit: Visit): RoomSession {
    this.#checkId(visit.room);
    return new RoomSession({ ...visit, open: () => this.#roomOf(visit.room) });
  }

  /** Makes a room whose owner is not in it yet. Without a title it is called after its owner. */
  async create(owner: Person, { title, encryption = 'none' }: NewRoom): Promise<RoomInfo> {
    const now = this.#now();
    const info = {
      id: this.#options.roomIds.make(),
      title: title ?? titleOf(owner),
      ownerId: owner.id,
      createdAt: now,
      changedAt: now,
    };
    const { room } = await this.#store.createRoom(this.#sealed(info, encryption));
    return room;
  }

  /** What the holder of the link may know. A room that was forgotten shows as it would be opened again [P26]. */
  async preview(roomId: RoomId): Promise<RoomPreview> {
    this.#checkId(roomId);
    try {
      const { title, locked, encryption } = (await this.#store.findRoom(roomId)).room;
      const memberCount = await this.#store.countMembers(roomId);
      return { id: roomId, title, memberCount, locked, encryption };
    } catch (error) {
      if (!(error instanceof RoomError) || error.code !== 'room-unknown') throw error;
      const [title, encryption] = [PLACEHOLDER_TITLE, 'none' as const];
      return { id: roomId, title, memberCount: 0, locked: false, encryption };
    }
  }

  /** Changes title or lock, for the owner [P16]. */
  async change(userId: UserId, roomId: RoomId, change: RoomChanges): Promise<RoomInfo> {
    const room = await this.#findOwned(userId, roomId);
    const { title, locked } = change;
    const named = title === undefined ? undefined : this.#named(room, title);
    return this.#store.changeRoom(roomId, { named, locked });
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

  /** Posts without a connection and without numbers, for members and the owner [P22], [P52]. */
  async post(
    author: Person,
    roomId: RoomId,
    { id, body }: { id: MessageId; body: Body },
  ): Promise<Appended> {
    this.#checkId(roomId);
    return this.#store.appendEntry(roomId, { id, from: author.id, name: author.name, body });
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
      open: (sealed) => this.#reopen(id, sealed),
      onClosed: (closed) => {
        if (this.#open.get(id) === closed) this.#open.delete(id);
      },
      onError: this.#options.onError ?? (() => undefined),
    });
    this.#open.set(id, room);
    return room;
  }

  /** Makes sure that the room is there: as the seal says, if it is ours, else as a placeholder [P26]. */
  async #reopen(id: RoomId, sealed: SealedRoom | undefined): Promise<void> {
    const isOurs = sealed && this.#options.seals.isOurs({ ...sealed, id });
    const now = this.#now();
    const { title, ownerId, createdAt, changedAt } = isOurs
      ? sealed
      : { title: PLACEHOLDER_TITLE, ownerId: null, createdAt: now, changedAt: now };
    await this.#store.openRoom(this.#sealed({ id, title, ownerId, createdAt, changedAt }, 'none'));
  }

  /** Later than every seal that there is of the room, also when the clock was set back. */
  #named(room: RoomInfo, title: string): Pick<RoomInfo, 'title' | 'changedAt' | 'seal'> {
    const changedAt = Math.max(this.#now(), room.changedAt + 1);
    return { title, changedAt, seal: this.#options.seals.make({ ...room, title, changedAt }) };
  }

  #sealed(info: SealedInfo, encryption: 'none'): RoomInfo {
    return { ...info, locked: false, encryption, seal: this.#options.seals.make(info) };
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #checkId(id: RoomId): void {
    if (!this.#options.roomIds.isOurs(id)) throw new RoomError('room-unknown');
  }

  async #find(id: RoomId): Promise<StoredRoom> {
    this.#checkId(id);
    return this.#store.findRoom(id);
  }

  async #findOwned(userId: UserId, id: RoomId): Promise<RoomInfo> {
    const { room } = await this.#find(id);
    if (room.ownerId !== userId) throw new RoomError('not-the-owner');
    return room;
  }
}

/** `Ada’s room`, cut where needed, but never through a surrogate pair. */
function titleOf({ name }: Person): string {
  const suffix = '’s room';
  const room = LIMITS.titleLength - suffix.length;
  const cut = name.slice(0, room).replace(/[\uD800-\uDBFF]$/u, '');
  return `${cut}${suffix}`;
}
