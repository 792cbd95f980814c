import type {
  Body,
  HistoryPage,
  Knocker,
  MessageId,
  Room as RoomInfo,
  RoomId,
  RoomPreview,
  UserId,
} from '@chat/protocol';
import { heirOf } from './heir.ts';
import { RoomError } from './room-error.ts';
import { Knock, type KnockEnd } from './knock.ts';
import { RoomSession } from './room-session.ts';
import type { RoomSessionOptions } from './room-session-options.ts';
import type { Appended, HistoryRange, Person, RoomStore } from './room-store.ts';
import { accessOf, PLACEHOLDER, RoomInfos, type Decider, type Decision } from './room-info.ts';
import { Room } from './room.ts';
import { graceOf, type KnockReply, type NewRoom } from './rooms-options.ts';
import type { RoomChanges, RoomsOptions } from './rooms-options.ts';

/** One connection of a person that wants into a room. */
export type Visit = Omit<RoomSessionOptions<RoomSession>, 'open'>;

/**
 * All rooms as this server sees them: opens a `Room` with the first connection in it, drops it after the last, and
 * answers what is asked without a connection. Refusals are `RoomError`s.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #store: RoomStore;
  readonly #infos: RoomInfos;
  readonly #open = new Map<RoomId, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#infos = new RoomInfos(options.seals, options.now ?? Date.now);
  }

  /** Rooms that somebody is connected to, or comes back to within the grace. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Whether rooms can be reached [RS29]. */
  get isReady(): boolean {
    return this.#store.isReady;
  }

  /** A session that has not joined yet. Ids that this server did not make are `room-unknown` [P10]. */
  session(visit: Visit): RoomSession {
    this.#checkId(visit.room);
    return new RoomSession({ ...visit, open: () => this.#roomOf(visit.room) });
  }

  /** Makes a room whose owner is not in it yet. Without a title it is called after its owner. */
  async create(owner: Person, { title }: NewRoom): Promise<RoomInfo> {
    const info = this.#infos.create(this.#options.roomIds.make(), owner, title);
    return (await this.#store.createRoom(info)).room;
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
      return { id: roomId, memberCount: 0, ...PLACEHOLDER };
    }
  }

  /** Changes title or lock, or hands the room on, for the owner [P16], [P61]. */
  async change(userId: UserId, roomId: RoomId, change: RoomChanges): Promise<RoomInfo> {
    const room = await this.#findOwned(userId, roomId);
    const { title, locked, ownerId } = change;
    if (ownerId !== undefined && !(await this.#store.findMember(roomId, ownerId))) {
      throw new RoomError('member-unknown');
    }
    return this.#change(room, {
      ...(title !== undefined && { title }),
      ...(locked !== undefined && { locked }),
      ...(ownerId !== undefined && { ownerId }),
    });
  }

  /**
   * Knocks at a locked room [P63]. `onEnd` hears once how it ended, unless it is given up before by what comes back.
   * Refusals are `RoomError`s.
   */
  async knock(person: Person, roomId: RoomId, onEnd: (end: KnockEnd) => void): Promise<Knock> {
    this.#checkId(roomId);
    const knock = new Knock({ store: this.#store, room: roomId, person: person.id, onEnd });
    await knock.start(person);
    return knock;
  }

  /** Who waits before a locked room, for members and the owner [P63]. */
  async listKnocks(userId: UserId, roomId: RoomId): Promise<Knocker[]> {
    await this.#findInside(userId, roomId);
    return (await this.#store.readRoom(roomId)).knocks;
  }

  /** Lets in who knocks, or not, for members and the owner [P63]. */
  async answerKnock(userId: UserId, roomId: RoomId, { person, admit }: KnockReply): Promise<void> {
    await this.#findInside(userId, roomId);
    const answer = admit ? 'admitted' : 'refused';
    const wasThere = await this.#store.answerKnock(roomId, person, { answer, by: userId });
    if (!wasThere) throw new RoomError('member-unknown');
    // Who was let in may come back, so the room is sealed anew [P26].
    if (admit) await this.#seal(roomId, 'anybody');
  }

  /** Ends the room for all, for the owner [P16]. */
  async end(userId: UserId, roomId: RoomId): Promise<void> {
    await this.#findOwned(userId, roomId);
    await this.#store.endRoom(roomId);
  }

  /** Takes a member out, for good unless they may return, for the owner [P16], [P60]. The owner stays. */
  async removeMember(
    userId: UserId,
    roomId: RoomId,
    { member, mayReturn = false }: { member: UserId; mayReturn?: boolean },
  ): Promise<void> {
    await this.#findOwned(userId, roomId);
    if (member === userId) throw new RoomError('bad-request');
    const departure = mayReturn ? 'removed-for-now' : 'removed';
    const wasIn = await this.#store.removeMember(roomId, member, departure);
    if (!wasIn) throw new RoomError('member-unknown');
    await this.#seal(roomId);
  }

  /** Gives the room another id, for the owner: the old link is dead, and everybody who is in learns the new one [P62]. */
  async renewLink(userId: UserId, roomId: RoomId): Promise<RoomInfo> {
    const room = await this.#findOwned(userId, roomId);
    const id = this.#options.roomIds.make();
    return this.#store.moveRoom(roomId, this.#infos.change(room, { id }));
  }

  /** A page of the log, for members and the owner [P52]. */
  async history(userId: UserId, roomId: RoomId, range: HistoryRange): Promise<HistoryPage> {
    await this.#findInside(userId, roomId);
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
    await Promise.all(
      [...this.#open.values()].map(async (room) => {
        await this.#handOn(userId, room.id);
        await room.expel(userId);
      }),
    );
  }

  /** Ends all timers and subscriptions. The store stays open, it belongs to whoever made it. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((room) => room.close()));
  }

  #roomOf(id: RoomId): Room {
    const open = this.#open.get(id);
    if (open) return open;
    const room = new Room({
      id,
      store: this.#store,
      grace: graceOf(this.#options),
      open: async (sealed) => {
        await this.#store.openRoom(this.#infos.reopen(id, sealed));
      },
      answerKnock: (by, answer) => this.answerKnock(by, id, answer),
      onClosed: (closed) => {
        if (this.#open.get(id) === closed) this.#open.delete(id);
      },
      onError: this.#options.onError ?? (() => undefined),
    });
    this.#open.set(id, room);
    return room;
  }

  /** The room as it is now lets in and keeps out whom its new seal says [P26]. */
  async #seal(roomId: RoomId, by: Decider = 'owner'): Promise<void> {
    await this.#change((await this.#store.findRoom(roomId)).room, {}, by);
  }

  async #change(room: RoomInfo, changes: Decision, by: Decider = 'owner'): Promise<RoomInfo> {
    const access = accessOf({ ...room, ...changes }, await this.#store.listAcquaintances(room.id));
    const next = this.#infos.change(room, { ...changes, ...access }, by);
    const changed = await this.#store.changeRoom(room.id, next, room.changedAt);
    if (changed) return changed;
    // Somebody else was first: what they made of it stays.
    const { room: now } = await this.#store.findRoom(room.id);
    const isOwners = Object.keys(changes).length > 0;
    if (isOwners && now.ownerId !== room.ownerId) throw new RoomError('not-the-owner');
    return this.#change(now, changes, by);
  }

  /** An owner who is forgotten never comes back: whoever is in for longest has the room from then on [P61]. */
  async #handOn(userId: UserId, roomId: RoomId): Promise<void> {
    try {
      const { room, members } = await this.#store.readRoom(roomId);
      const heir = heirOf(userId, members);
      if (room.ownerId === userId && heir) await this.change(userId, roomId, { ownerId: heir.id });
    } catch (error) {
      // A room that is gone has no heirs.
      if (!(error instanceof RoomError)) throw error;
    }
  }

  #checkId(id: RoomId): void {
    if (!this.#options.roomIds.isOurs(id)) throw new RoomError('room-unknown');
  }

  async #find(id: RoomId): Promise<RoomInfo> {
    this.#checkId(id);
    return (await this.#store.findRoom(id)).room;
  }

  /** What members may ask for without a connection is for the owner, too [P52]. */
  async #findInside(userId: UserId, id: RoomId): Promise<void> {
    const room = await this.#find(id);
    const isInside = room.ownerId === userId || (await this.#store.findMember(id, userId));
    if (!isInside) throw new RoomError('not-a-member');
  }

  async #findOwned(userId: UserId, id: RoomId): Promise<RoomInfo> {
    const room = await this.#find(id);
    if (room.ownerId !== userId) throw new RoomError('not-the-owner');
    return room;
  }
}
