import type { Access, ConnectionId, Knocker, Member, Position } from '@chat/protocol';
import type { Room, RoomEvent, UserId } from '@chat/protocol';
import { Doorway } from './doorway.ts';
import { MemoryConnections } from './memory-connections.ts';
import type { Producer } from './producers.ts';
import { RoomError } from './room-error.ts';
import { isSameRoom } from './room-info.ts';
import type { RoomLog } from './room-log.ts';
import type {
  AddressedSignal,
  Admission,
  Appended,
  EntryDraft,
  Departure,
  KnockAnswer,
  Newcomer,
  Person,
  RoomChange,
  RoomRange,
  RoomSnapshot,
  RoomView,
  StoredRoom,
} from './room-store.ts';

export type MemoryRoomOptions = {
  room: Room;
  log: RoomLog;
  maxMembers: number;
  now: () => number;
  /** Called within the step that made the event. */
  emit: (revision: number, event: RoomEvent) => void;
};

/** One room in memory. Every method is one synchronous, hence atomic, step [RS4]-[RS22]. */
export class MemoryRoom {
  readonly log: RoomLog;
  readonly connections = new MemoryConnections();
  readonly #members = new Map<UserId, Member>();
  readonly #doorway: Doorway;
  readonly #maxMembers: number;
  readonly #now: () => number;
  readonly #emitEvent: MemoryRoomOptions['emit'];
  #room: Room;
  #revision = 0;
  #lastActiveAt: number;

  constructor({ room, log, maxMembers, now, emit }: MemoryRoomOptions) {
    this.log = log;
    this.#room = Object.freeze({ ...room });
    this.#doorway = new Doorway(room.access);
    this.#maxMembers = maxMembers;
    this.#now = now;
    this.#emitEvent = emit;
    this.#lastActiveAt = now();
  }

  get stored(): StoredRoom {
    return { room: this.#room, epoch: this.log.epoch, seq: this.log.seq };
  }

  get memberCount(): number {
    return this.#members.size;
  }

  /** Whether nobody is in and nothing has happened since then, in milliseconds since 1970. */
  isIdleSince(time: number): boolean {
    return this.#members.size === 0 && this.#lastActiveAt <= time;
  }

  member(userId: UserId): Member | undefined {
    return this.#members.get(userId);
  }

  snapshot(reader?: Producer): RoomSnapshot {
    return { kind: 'snapshot', ...this.#view(reader), ...this.log.newest() };
  }

  since({ epoch, seq }: Position, reader?: Producer): RoomRange | RoomSnapshot {
    const entries = epoch === this.log.epoch ? this.log.since(seq) : undefined;
    if (!entries) return this.snapshot(reader);
    return { kind: 'range', ...this.#view(reader), entries };
  }

  change(changes: RoomChange): Room {
    const changed = { ...this.#room, ...changes };
    if (isSameRoom(changed, this.#room)) return this.#room;
    // The youngest are remembered longest: a crowd that passed through does not push out who is in.
    if (changed.locked) for (const id of this.#members.keys()) this.#doorway.letIn(id);
    this.#become(changed);
    this.#endKnocks();
    return this.#room;
  }

  /** Takes over what another says of this room, if that one has an owner and this one has none, or is older [RS22], [RS26]. */
  claim(room: Room): void {
    const { ownerId, createdAt, changedAt } = this.#room;
    const isLater = room.createdAt === createdAt && room.changedAt > changedAt;
    if (room.ownerId === null || (ownerId !== null && !isLater)) return;
    if (room.locked) this.#doorway.forgetAll();
    this.#doorway.restore(room.access);
    this.#become({ ...room });
    this.#expelStrangers();
    this.#endKnocks();
  }

  /** Who waits before a door that is open now just comes in, and who is kept out need not wait. */
  #endKnocks(): void {
    for (const { id } of this.knocks) {
      if (this.#doorway.isKeptOut(id)) this.answerKnock(id, 'refused', null);
      else if (!this.#room.locked) this.answerKnock(id, 'admitted', null);
    }
  }

  /** Members whom the room keeps out, or does not know while it is locked. */
  #expelStrangers(): void {
    for (const id of this.#members.keys()) {
      if (this.#doorway.isKeptOut(id)) this.remove(id, 'removed');
      else if (this.#room.locked && !this.#isKnown(id)) this.remove(id, 'removed-for-now');
    }
  }

  get acquaintances(): Access {
    return this.#doorway.access();
  }

  get knocks(): Knocker[] {
    return this.#doorway.knocks(this.#now());
  }

  knock(person: Person, waiter: string): boolean {
    if (this.#doorway.isKeptOut(person.id)) throw new RoomError('member-removed');
    if (!this.#room.locked || this.#isKnown(person.id)) return false;
    const knocker = this.#doorway.knock(person, waiter, this.#now());
    if (knocker) this.#emit({ type: 'knock-heard', room: this.#room.id, knocker });
    return true;
  }

  withdrawKnock(person: UserId, waiter: string): boolean {
    return this.#doorway.withdraw(person, waiter) && this.answerKnock(person, 'gone', null);
  }

  answerKnock(person: UserId, answer: KnockAnswer, by: UserId | null): boolean {
    if (!this.#doorway.endKnock(person)) return false;
    if (answer === 'admitted') this.#doorway.letIn(person);
    if (answer === 'refused') this.#doorway.refuse(person, this.#now());
    this.#emit({ type: 'knock-answered', room: this.#room.id, person, answer, by });
    return true;
  }

  /** Becomes the room of another id; nobody is in it. */
  move(room: Room): Room {
    this.#members.clear();
    this.connections.clear();
    // They knocked at the door of the old link.
    for (const { id } of this.knocks) this.#doorway.endKnock(id);
    this.#room = Object.freeze({ ...room });
    this.#lastActiveAt = this.#now();
    return this.#room;
  }

  end(): void {
    this.#members.clear();
    this.#emit({ type: 'room-ended', room: this.#room.id });
  }

  put({ id, name, presence = 'online' }: Newcomer, connection?: ConnectionId): Admission {
    const present = this.#members.get(id);
    if (!present) this.#refuseStranger(id);
    if (connection !== undefined) this.connections.add(id, connection);
    if (present) return { member: this.#revise(present, { name, presence }), isNew: false };
    const at = this.#now();
    const member: Member = Object.freeze({ id, name, joinedAt: at, presence });
    this.#members.set(id, member);
    this.#doorway.letIn(id);
    this.#emit({ type: 'member-joined', room: this.#room.id, member, at });
    return { member, isNew: true };
  }

  checkSignal(signal: AddressedSignal): void {
    const isThere = this.#members.has(signal.to) && this.connections.take(signal);
    if (!isThere) throw new RoomError('member-unknown');
  }

  changeMember(userId: UserId, change: Partial<Pick<Member, 'name' | 'presence'>>): void {
    const present = this.#members.get(userId);
    if (present) this.#revise(present, change);
  }

  remove(userId: UserId, departure: Departure): boolean {
    if (!this.#members.delete(userId)) return false;
    this.connections.removeAll(userId);
    const reason = departure === 'removed-for-now' ? 'removed' : departure;
    if (reason === 'removed') this.#doorway.forget(userId);
    if (departure === 'removed') this.#doorway.keepOut(userId);
    const at = this.#now();
    this.#emit({ type: 'member-left', room: this.#room.id, member: userId, at, reason });
    return true;
  }

  append(draft: EntryDraft): Appended {
    if (!this.#members.has(draft.from) && draft.from !== this.#room.ownerId) {
      throw new RoomError('not-a-member');
    }
    const appended = this.log.append(draft, this.#now());
    const { entry, epoch, isNew } = appended;
    if (isNew) this.#emit({ type: 'entry-posted', room: this.#room.id, epoch, entry });
    return appended;
  }

  #view(reader: Producer | undefined): RoomView {
    return {
      ...this.stored,
      members: [...this.#members.values()],
      knocks: this.knocks,
      posted: reader ? this.log.posted(reader) : 0,
      revision: this.#revision,
    };
  }

  #become(room: Room): void {
    this.#room = Object.freeze(room);
    this.#emit({ type: 'room-changed', room: room.id, info: this.#room });
  }

  #refuseStranger(id: UserId): void {
    if (this.#doorway.isKeptOut(id)) throw new RoomError('member-removed');
    if (this.#room.locked && !this.#isKnown(id)) throw new RoomError('room-locked');
    if (this.#members.size >= this.#maxMembers) throw new RoomError('room-full');
  }

  #isKnown(id: UserId): boolean {
    return this.#doorway.isAcquainted(id) || id === this.#room.ownerId;
  }

  #revise(present: Member, change: Partial<Pick<Member, 'name' | 'presence'>>): Member {
    const member = Object.freeze({ ...present, ...change });
    if (member.name === present.name && member.presence === present.presence) return present;
    this.#members.set(member.id, member);
    this.#emit({ type: 'member-changed', room: this.#room.id, member });
    return member;
  }

  #emit(event: RoomEvent): void {
    this.#lastActiveAt = this.#now();
    this.#revision += 1;
    this.#emitEvent(this.#revision, Object.freeze(event));
  }
}
