import {
  LIMITS,
  type Access,
  type ConnectionId,
  type HistoryPage,
  type Member,
  type Position,
  type Room,
  type RoomId,
} from '@chat/protocol';
import { MemoryRoom } from './memory-room.ts';
import type { Producer } from './producers.ts';
import { RoomError } from './room-error.ts';
import { RoomLog } from './room-log.ts';
import type {
  Admission,
  Appended,
  EntryDraft,
  HistoryRange,
  Departure,
  KnockAnswer,
  Listener,
  Newcomer,
  Passing,
  Person,
  RoomChange,
  RoomRange,
  RoomSnapshot,
  RoomStore,
  StoredRoom,
} from './room-store.ts';
import { Subscriptions } from './subscriptions.ts';

export type MemoryRoomStoreOptions = {
  /** Milliseconds after which a room with nobody in it and nothing going on is dropped; a day by default. */
  roomIdleMs?: number | undefined;
  /** Rooms that were ended, or have another link, and stay so: the newest; 100,000 by default. */
  endedRooms?: number | undefined;
  /** Members of one room; `LIMITS.members` by default. */
  maxMembers?: number | undefined;
  /** Rooms; `LIMITS.rooms` by default. */
  maxRooms?: number | undefined;
  /** The clock, in milliseconds since 1970. */
  now?: () => number;
  /** Hears what a listener threw [RS15]. */
  onListenerError?: (error: unknown) => void;
  /** Makes the log of a new room; for tests that want a broken one. */
  makeLog?: () => RoomLog;
};

const DAY_MS = 24 * 60 * 60_000;
const SWEEP_MS = 60_000;
const ENDED_ROOMS = 100_000;

/** The reference implementation of `RoomStore`: one process, nothing survives it. */
export class MemoryRoomStore implements RoomStore {
  readonly #rooms = new Map<RoomId, MemoryRoom>();
  /** Oldest first. An id that was ended is not opened again because nobody asked for it in a while [RS3]. */
  readonly #ended = new Set<RoomId>();
  readonly #endedRooms: number;
  readonly #subscriptions: Subscriptions;
  readonly #roomIdleMs: number;
  readonly #maxMembers: number;
  readonly #maxRooms: number;
  readonly #now: () => number;
  readonly #makeLog: () => RoomLog;
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: MemoryRoomStoreOptions = {}) {
    this.#roomIdleMs = options.roomIdleMs ?? DAY_MS;
    this.#endedRooms = options.endedRooms ?? ENDED_ROOMS;
    this.#maxMembers = options.maxMembers ?? LIMITS.members;
    this.#maxRooms = options.maxRooms ?? LIMITS.rooms;
    this.#now = options.now ?? Date.now;
    this.#makeLog = options.makeLog ?? (() => new RoomLog());
    this.#subscriptions = new Subscriptions(options.onListenerError ?? (() => undefined));
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(SWEEP_MS, this.#roomIdleMs));
    this.#sweeper.unref();
  }

  async createRoom(room: Room): Promise<StoredRoom> {
    if (this.#rooms.has(room.id) || this.#ended.has(room.id)) throw new Error('room id in use');
    return this.#make(room).stored;
  }

  async openRoom(room: Room): Promise<StoredRoom> {
    if (this.#ended.has(room.id)) throw new RoomError('room-ended');
    const opened = this.#rooms.get(room.id) ?? this.#make(room);
    opened.claim(room);
    return opened.stored;
  }

  async findRoom(roomId: RoomId): Promise<StoredRoom> {
    return this.#existing(roomId).stored;
  }

  async readRoom(roomId: RoomId, reader?: Producer): Promise<RoomSnapshot> {
    return this.#existing(roomId).snapshot(reader);
  }

  async readSince(
    roomId: RoomId,
    position: Position,
    reader?: Producer,
  ): Promise<RoomRange | RoomSnapshot> {
    return this.#existing(roomId).since(position, reader);
  }

  async changeRoom(
    roomId: RoomId,
    change: RoomChange,
    changedAt?: number,
  ): Promise<Room | undefined> {
    const changing = this.#existing(roomId);
    const isStale = changedAt !== undefined && changedAt !== changing.stored.room.changedAt;
    return isStale ? undefined : changing.change(change);
  }

  async endRoom(roomId: RoomId): Promise<void> {
    const ending = this.#existing(roomId);
    this.#retire(roomId);
    ending.end();
  }

  async moveRoom(roomId: RoomId, room: Room): Promise<Room> {
    const moving = this.#existing(roomId);
    if (this.#rooms.has(room.id) || this.#ended.has(room.id)) throw new Error('room id in use');
    this.#retire(roomId);
    this.#rooms.set(room.id, moving);
    const moved = moving.move(room);
    this.#subscriptions.send(roomId, { kind: 'moved', to: room.id });
    return moved;
  }

  get isReady(): boolean {
    return true;
  }

  async putMember(roomId: RoomId, person: Newcomer, connection?: ConnectionId): Promise<Admission> {
    return this.#existing(roomId).put(person, connection);
  }

  async removeConnection(roomId: RoomId, userId: string, connection: ConnectionId): Promise<void> {
    this.#existing(roomId).connections.remove(userId, connection);
  }

  async listAcquaintances(roomId: RoomId): Promise<Access> {
    return this.#existing(roomId).acquaintances;
  }

  async knock(roomId: RoomId, person: Person, waiter: string): Promise<boolean> {
    return this.#existing(roomId).knock(person, waiter);
  }

  async withdrawKnock(roomId: RoomId, userId: string, waiter: string): Promise<boolean> {
    return this.#existing(roomId).withdrawKnock(userId, waiter);
  }

  async answerKnock(
    roomId: RoomId,
    userId: string,
    { answer, by }: { answer: KnockAnswer; by: string | null },
  ): Promise<boolean> {
    return this.#existing(roomId).answerKnock(userId, answer, by);
  }

  async findMember(roomId: RoomId, userId: string): Promise<Member | undefined> {
    return this.#existing(roomId).member(userId);
  }

  async countMembers(roomId: RoomId): Promise<number> {
    return this.#existing(roomId).memberCount;
  }

  async changeMember(
    roomId: RoomId,
    userId: string,
    change: Partial<Pick<Member, 'name' | 'presence'>>,
  ): Promise<void> {
    this.#existing(roomId).changeMember(userId, change);
  }

  async removeMember(roomId: RoomId, userId: string, departure: Departure): Promise<boolean> {
    return this.#existing(roomId).remove(userId, departure);
  }

  async appendEntry(roomId: RoomId, draft: EntryDraft): Promise<Appended> {
    return this.#existing(roomId).append(draft);
  }

  async listMessages(roomId: RoomId, range: HistoryRange): Promise<HistoryPage> {
    return this.#existing(roomId).log.page(range);
  }

  async publish(roomId: RoomId, passing: Passing): Promise<void> {
    const room = this.#existing(roomId);
    if (passing.kind === 'signal') room.checkSignal(passing.signal);
    this.#subscriptions.send(roomId, passing);
  }

  async subscribe(roomId: RoomId, listener: Listener): Promise<() => void> {
    return this.#subscriptions.add(roomId, listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    this.#subscriptions.clear();
  }

  #make(room: Room): MemoryRoom {
    if (this.#rooms.size >= this.#maxRooms) throw new RoomError('too-many-rooms');
    const made = new MemoryRoom({
      room,
      log: this.#makeLog(),
      maxMembers: this.#maxMembers,
      now: this.#now,
      emit: (revision, event) =>
        this.#subscriptions.send(event.room, { kind: 'event', revision, event }),
    });
    this.#rooms.set(room.id, made);
    return made;
  }

  /** The id is `room-ended` from now on [RS3]. */
  #retire(roomId: RoomId): void {
    this.#rooms.delete(roomId);
    this.#ended.add(roomId);
    const [oldest] = this.#ended;
    if (this.#ended.size > this.#endedRooms && oldest !== undefined) this.#ended.delete(oldest);
  }

  #existing(roomId: RoomId): MemoryRoom {
    const found = this.#rooms.get(roomId);
    if (!found) throw new RoomError(this.#ended.has(roomId) ? 'room-ended' : 'room-unknown');
    return found;
  }

  #sweep(): void {
    const limit = this.#now() - this.#roomIdleMs;
    for (const [id, room] of this.#rooms) if (room.isIdleSince(limit)) this.#rooms.delete(id);
  }
}
