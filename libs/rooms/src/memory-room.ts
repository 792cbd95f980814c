import { randomBytes } from 'node:crypto';
import { LIMITS, type Member, type Room, type RoomEvent, type UserId } from '@chat/protocol';
import { MessageLog } from './message-log.ts';
import { RoomError } from './room-error.ts';
import type {
  Admission,
  Appended,
  LeaveReason,
  MessageDraft,
  Person,
  RoomChange,
  RoomSnapshot,
} from './room-store.ts';

/** People of the past who still get into a locked room; older ones are forgotten. */
const ACQUAINTED = 1_000;

export type MemoryRoomOptions = {
  room: Room;
  now: () => number;
  /** Called within the step that made the event. */
  emit: (revision: number, event: RoomEvent) => void;
};

/** One room in memory. Every method is one synchronous, hence atomic, step [RS4]-[RS14]. */
export class MemoryRoom {
  readonly epoch = randomBytes(8).toString('base64url');
  readonly log = new MessageLog();
  readonly #members = new Map<UserId, Member>();
  readonly #acquainted = new Set<UserId>();
  readonly #removed = new Set<UserId>();
  readonly #now: () => number;
  readonly #emitEvent: MemoryRoomOptions['emit'];
  #room: Room;
  #revision = 0;
  #lastActiveAt: number;

  constructor({ room, now, emit }: MemoryRoomOptions) {
    this.#room = Object.freeze({ ...room });
    this.#now = now;
    this.#emitEvent = emit;
    this.#lastActiveAt = now();
  }

  get room(): Room {
    return this.#room;
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

  snapshot(): RoomSnapshot {
    return {
      room: this.#room,
      epoch: this.epoch,
      messages: this.log.all(),
      members: [...this.#members.values()],
      revision: this.#revision,
    };
  }

  change({ title = this.#room.title, locked = this.#room.locked }: RoomChange): Room {
    if (title === this.#room.title && locked === this.#room.locked) return this.#room;
    this.#room = Object.freeze({ ...this.#room, title, locked });
    this.#emit({ type: 'room-changed', room: this.#room.id, title, locked });
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
    this.#acquaint(id);
    this.#emit({ type: 'member-joined', room: this.#room.id, member, at });
    return { member, isNew: true };
  }

  changeMember(userId: UserId, change: Partial<Pick<Member, 'name' | 'presence'>>): void {
    const present = this.#members.get(userId);
    if (present) this.#revise(present, change);
  }

  remove(userId: UserId, reason: LeaveReason): boolean {
    if (!this.#members.delete(userId)) return false;
    if (reason === 'removed') this.#removed.add(userId);
    const at = this.#now();
    this.#emit({ type: 'member-left', room: this.#room.id, member: userId, at, reason });
    return true;
  }

  append(draft: MessageDraft): Appended {
    if (!this.#members.has(draft.from) && draft.from !== this.#room.ownerId) {
      throw new RoomError('not-a-member');
    }
    const known = this.log.recall(draft);
    if (known) return { message: known, epoch: this.epoch, isNew: false };
    const message = this.log.append(draft, this.#now());
    this.#emit({ type: 'message-posted', room: this.#room.id, epoch: this.epoch, message });
    return { message, epoch: this.epoch, isNew: true };
  }

  #refuseStranger(id: UserId): void {
    if (this.#removed.has(id)) throw new RoomError('member-removed');
    const known = this.#acquainted.has(id) || id === this.#room.ownerId;
    if (this.#room.locked && !known) throw new RoomError('room-locked');
    if (this.#members.size >= LIMITS.members) throw new RoomError('room-full');
  }

  #acquaint(id: UserId): void {
    this.#acquainted.delete(id);
    this.#acquainted.add(id);
    if (this.#acquainted.size <= ACQUAINTED) return;
    for (const oldest of this.#acquainted) {
      this.#acquainted.delete(oldest);
      return;
    }
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
