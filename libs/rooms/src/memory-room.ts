import {
  LIMITS,
  type Member,
  type Position,
  type Room,
  type RoomEvent,
  type UserId,
} from '@chat/protocol';
import type { Producer } from './producers.ts';
import { RoomError } from './room-error.ts';
import type { RoomLog } from './room-log.ts';
import type {
  Admission,
  Appended,
  EntryDraft,
  Departure,
  Person,
  RoomChange,
  RoomRange,
  RoomSnapshot,
  RoomView,
  StoredRoom,
} from './room-store.ts';

/** People of the past who still get into a locked room, or who do not get into any; older ones are forgotten. */
const REMEMBERED = 1_000;

export type MemoryRoomOptions = {
  room: Room;
  log: RoomLog;
  now: () => number;
  /** Called within the step that made the event. */
  emit: (revision: number, event: RoomEvent) => void;
};

/** One room in memory. Every method is one synchronous, hence atomic, step [RS4]-[RS22]. */
export class MemoryRoom {
  readonly log: RoomLog;
  readonly #members = new Map<UserId, Member>();
  readonly #acquainted = new Set<UserId>();
  readonly #removed = new Set<UserId>();
  readonly #now: () => number;
  readonly #emitEvent: MemoryRoomOptions['emit'];
  #room: Room;
  #revision = 0;
  #lastActiveAt: number;

  constructor({ room, log, now, emit }: MemoryRoomOptions) {
    this.log = log;
    this.#room = Object.freeze({ ...room });
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

  change({ named, locked = this.#room.locked }: RoomChange): Room {
    const { title, changedAt, seal, ownerId = this.#room.ownerId } = named ?? this.#room;
    const isSame = title === this.#room.title && ownerId === this.#room.ownerId;
    if (isSame && locked === this.#room.locked) return this.#room;
    if (isSame) return this.#become({ ...this.#room, locked });
    return this.#become({ ...this.#room, title, ownerId, changedAt, seal, locked });
  }

  /** Takes over what another says of this room, if that one has an owner and this one has none, or is older [RS22]. */
  claim({ title, ownerId, createdAt, changedAt, seal }: Room): void {
    const present = this.#room;
    const isLater = createdAt === present.createdAt && changedAt > present.changedAt;
    if (ownerId === null || (present.ownerId !== null && !isLater)) return;
    this.#become({ ...present, title, ownerId, createdAt, changedAt, seal });
  }

  /** Becomes the room of another id; nobody is in it. */
  move(room: Room): Room {
    this.#members.clear();
    this.#room = Object.freeze({ ...room });
    this.#lastActiveAt = this.#now();
    return this.#room;
  }

  end(): void {
    this.#members.clear();
    this.#emit({ type: 'room-ended', room: this.#room.id });
  }

  put({ id, name }: Person): Admission {
    const present = this.#members.get(id);
    if (present)
      return { member: this.#revise(present, { name, presence: 'online' }), isNew: false };
    this.#refuseStranger(id);
    const at = this.#now();
    const member: Member = Object.freeze({ id, name, joinedAt: at, presence: 'online' });
    this.#members.set(id, member);
    remember(this.#acquainted, id);
    this.#emit({ type: 'member-joined', room: this.#room.id, member, at });
    return { member, isNew: true };
  }

  changeMember(userId: UserId, change: Partial<Pick<Member, 'name' | 'presence'>>): void {
    const present = this.#members.get(userId);
    if (present) this.#revise(present, change);
  }

  remove(userId: UserId, departure: Departure): boolean {
    if (!this.#members.delete(userId)) return false;
    const reason = departure === 'removed-for-now' ? 'removed' : departure;
    if (reason === 'removed') this.#acquainted.delete(userId);
    if (departure === 'removed') remember(this.#removed, userId);
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
      posted: reader ? this.log.posted(reader) : 0,
      revision: this.#revision,
    };
  }

  #become(room: Room): Room {
    this.#room = Object.freeze(room);
    this.#emit({ type: 'room-changed', room: room.id, info: this.#room });
    return this.#room;
  }

  #refuseStranger(id: UserId): void {
    if (this.#removed.has(id)) throw new RoomError('member-removed');
    const known = this.#acquainted.has(id) || id === this.#room.ownerId;
    if (this.#room.locked && !known) throw new RoomError('room-locked');
    if (this.#members.size >= LIMITS.members) throw new RoomError('room-full');
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

/** Adds an id as the youngest; too many, and the oldest goes. */
function remember(ids: Set<UserId>, id: UserId): void {
  ids.delete(id);
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest);
}
