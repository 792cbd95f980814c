import { randomUUID } from 'node:crypto';
import { LIMITS, type Access, type ConnectionId, type HistoryPage } from '@chat/protocol';
import type { Member, Position, Presence, Room, RoomId, UserId } from '@chat/protocol';
import { graceOf } from '@chat/rooms';
import type {
  Admission,
  Appended,
  Departure,
  EntryDraft,
  GraceDelays,
  HistoryRange,
  KnockAnswer,
  Listener,
  Newcomer,
  Passing,
  Person,
  Producer,
  RoomChange,
  RoomRange,
  RoomSnapshot,
  RoomStore,
  StoredRoom,
} from '@chat/rooms';
import { argsOf } from './entry-args.ts';
import { Leases } from './leases.ts';
import { passingArgs } from './passing-args.ts';
import { RedisLink } from './redis-link.ts';
import type { RedisRoomStoreOptions } from './redis-room-store-options.ts';
import { RoomFeeds } from './room-feeds.ts';
import { moveRoom } from './room-move.ts';
import { RoomRegister } from './room-register.ts';
import { RoomScripts, type Answer } from './room-scripts.ts';
import { SCRIPTS } from './scripts/scripts.ts';
import { accessOf, fieldsOf, isYes, parsed, storedOf, viewOf } from './room-views.ts';
import { within } from './within.ts';

/** Milliseconds that the first connection may take. */
const START_MS = 10_000;
/** Milliseconds that it may take to tell other nodes that this one ends. */
const GOODBYE_MS = 1_500;
const DAY_MS = 24 * 60 * 60_000;

/** `RoomStore` on Redis 7 or Valkey, for any number of nodes. Every step is one script, in the hash slot of its room. */
export class RedisRoomStore implements RoomStore {
  /** For whatever else servers share. */
  readonly link: RedisLink;
  readonly #scripts: RoomScripts;
  readonly feeds: RoomFeeds;
  readonly #leases = new Leases();
  readonly #maxMembers: number;
  readonly #register: RoomRegister;
  readonly #grace: GraceDelays;

  constructor(options: RedisRoomStoreOptions) {
    const { url, roomIdleMs = DAY_MS, maxRooms, now, onError = () => undefined } = options;
    const node = randomUUID();
    this.#maxMembers = options.maxMembers ?? LIMITS.members;
    this.#grace = options.grace ?? graceOf({});
    this.link = new RedisLink({
      url,
      onBack: async () => {
        await this.feeds.comeBack();
        options.onTurn?.(true);
      },
      onAway: () => {
        this.feeds.loseAll();
        options.onTurn?.(false);
      },
      onFault: (kind) => options.onFault?.(kind),
    });
    this.#scripts = new RoomScripts({ link: this.link, node, roomIdleMs, now });
    this.#register = new RoomRegister(this.link, { roomIdleMs, maxRooms });
    const parts = { scripts: this.#scripts, leases: this.#leases, register: this.#register };
    this.feeds = new RoomFeeds({ link: this.link, ...parts, node, onError });
  }

  /** Resolves when Redis is there; fails when it does not come within ten seconds. */
  static async connect(options: RedisRoomStoreOptions): Promise<RedisRoomStore> {
    const store = new RedisRoomStore(options);
    try {
      await within(START_MS, store.link.whenUp);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  get isReady(): boolean {
    return this.link.isUp;
  }

  async createRoom(room: Room): Promise<StoredRoom> {
    await this.#register.admit(room.id);
    return storedOf(await this.#run('createRoom', room.id, [...accessOf(room), ...fieldsOf(room)]));
  }

  async openRoom(room: Room): Promise<StoredRoom> {
    const args = [...accessOf(room), ...fieldsOf(room)];
    const found = await this.#run('openRoom', room.id, ['0', ...args]);
    if (found.rest[0] !== 'absent') return storedOf(found);
    await this.#register.admit(room.id);
    return storedOf(await this.#run('openRoom', room.id, ['1', ...args]));
  }

  async findRoom(roomId: RoomId): Promise<StoredRoom> {
    return storedOf(await this.#run('findRoom', roomId));
  }

  async readRoom(roomId: RoomId, reader?: Producer): Promise<RoomSnapshot> {
    return (await this.#read(roomId, ['', ''], reader)) as RoomSnapshot;
  }

  async readSince(
    roomId: RoomId,
    { epoch, seq }: Position,
    reader?: Producer,
  ): Promise<RoomRange | RoomSnapshot> {
    return this.#read(roomId, [epoch, String(seq)], reader);
  }

  async changeRoom(
    roomId: RoomId,
    change: RoomChange,
    changedAt?: number,
  ): Promise<Room | undefined> {
    const args = [String(changedAt ?? ''), ...fieldsOf(change)];
    const answer = await this.#run('changeRoom', roomId, args);
    return answer.rest[0] === '' ? undefined : storedOf(answer).room;
  }

  async endRoom(roomId: RoomId): Promise<void> {
    await this.#run('endRoom', roomId);
    this.#leases.forget(roomId);
    await this.#register.forget(roomId);
  }

  async moveRoom(roomId: RoomId, room: Room): Promise<Room> {
    await moveRoom({ scripts: this.#scripts, from: roomId, room, fields: fieldsOf(room) });
    this.feeds.move(roomId, room.id);
    await this.#register.keep([room.id]);
    await this.#register.forget(roomId);
    return room;
  }

  async putMember(roomId: RoomId, newcomer: Newcomer, connection = ''): Promise<Admission> {
    const { id, name, presence = 'online' } = newcomer;
    const args = [id, JSON.stringify(name), connection, String(this.#maxMembers), presence];
    const answer = await this.#scripts.run(SCRIPTS.putMember, roomId, args);
    // Before it is heard: what ends the room for this node ends its leases, too.
    this.#leases.set(roomId, id, presence);
    this.feeds.hear(roomId, answer);
    return { member: parsed(answer.rest[0]) as Member, isNew: answer.rest[1] === '1' };
  }

  async removeConnection(roomId: RoomId, userId: UserId, connection: ConnectionId): Promise<void> {
    await this.#run('removeConnection', roomId, [userId, connection]);
  }

  async listAcquaintances(roomId: RoomId): Promise<Access> {
    const { rest } = await this.#run('listAcquaintances', roomId);
    const [keptOut = [], letIn = []] = rest as UserId[][];
    return { keptOut, letIn };
  }

  async knock(roomId: RoomId, { id, name }: Person, waiter: string): Promise<boolean> {
    return isYes(await this.#run('knock', roomId, [id, JSON.stringify(name), waiter]));
  }

  async withdrawKnock(roomId: RoomId, userId: UserId, waiter: string): Promise<boolean> {
    return isYes(await this.#run('withdrawKnock', roomId, [userId, waiter]));
  }

  async answerKnock(
    roomId: RoomId,
    userId: UserId,
    { answer, by }: { answer: KnockAnswer; by: UserId | null },
  ): Promise<boolean> {
    return isYes(await this.#run('answerKnock', roomId, [userId, answer, JSON.stringify(by)]));
  }

  async findMember(roomId: RoomId, userId: UserId): Promise<Member | undefined> {
    const { rest } = await this.#run('findMember', roomId, [userId]);
    return rest[0] === '' ? undefined : (parsed(rest[0]) as Member);
  }

  async countMembers(roomId: RoomId): Promise<number> {
    return Number((await this.#run('countMembers', roomId)).rest[0]);
  }

  async changeMember(
    roomId: RoomId,
    userId: UserId,
    { name, presence }: { name?: string; presence?: Presence },
  ): Promise<void> {
    const json = name === undefined ? '' : JSON.stringify(name);
    if (presence) this.#leases.change(roomId, userId, presence);
    await this.#run('changeMember', roomId, [userId, json, presence ?? '']);
  }

  async removeMember(roomId: RoomId, userId: UserId, departure: Departure): Promise<boolean> {
    this.#leases.delete(roomId, userId);
    return isYes(await this.#run('removeMember', roomId, [userId, departure]));
  }

  async appendEntry(roomId: RoomId, draft: EntryDraft): Promise<Appended> {
    const { epoch, rest } = await this.#run('appendEntry', roomId, argsOf(draft));
    return { entry: parsed(rest[1]) as Appended['entry'], epoch, isNew: rest[0] === '1' };
  }

  async listMessages(roomId: RoomId, { before, limit }: HistoryRange): Promise<HistoryPage> {
    const args = [before === undefined ? '' : String(before), String(limit)];
    const { epoch, rest } = await this.#run('listMessages', roomId, args);
    return { epoch, messages: parsed(rest[0]) as HistoryPage['messages'], more: rest[1] === '1' };
  }

  async publish(roomId: RoomId, passing: Passing): Promise<void> {
    const [step, args] = passingArgs(passing);
    await this.#run(step, roomId, args);
    this.feeds.pass(roomId, passing);
  }

  async subscribe(roomId: RoomId, listener: Listener): Promise<() => void> {
    return this.feeds.subscribe(roomId, listener);
  }

  async close(): Promise<void> {
    // Those whom this does not reach in time are waited for until their leases end.
    await within(GOODBYE_MS, this.feeds.endLeases(this.#grace)).catch(() => undefined);
    this.feeds.close();
    await this.link.close();
  }

  async #read(
    roomId: RoomId,
    position: string[],
    reader: Producer | undefined,
  ): Promise<RoomRange | RoomSnapshot> {
    const key = reader ? `${reader.userId}/${reader.producer}` : '';
    return viewOf(await this.#run('readRoom', roomId, [key, ...position]));
  }

  /** Whoever listens here has heard of what a step did before it resolves. */
  async #run(name: keyof typeof SCRIPTS, roomId: RoomId, args: string[] = []): Promise<Answer> {
    const answer = await this.#scripts.run(SCRIPTS[name], roomId, args);
    this.feeds.hear(roomId, answer);
    return answer;
  }
}
