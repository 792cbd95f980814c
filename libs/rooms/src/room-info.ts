import { LIMITS, type Access, type Room, type RoomId, type SealedRoom } from '@chat/protocol';
import type { Person } from './room-store.ts';

/** What a seal is good for: the room of this id was called so, had this owner and let these people in or not [P26]. */
export type SealedInfo = Pick<Room, 'id' | 'title' | 'ownerId' | 'createdAt' | 'changedAt'> &
  Partial<Pick<Room, 'locked' | 'access'>>;

/** What an owner decides. */
export type Decision = Partial<Pick<Room, 'title' | 'ownerId' | 'locked'>>;
export type Decider = 'owner' | 'anybody';

/** Seals rooms so that any member can prove what a forgotten one was [P26]. */
export interface RoomSeals {
  make(info: SealedInfo): string;
  isOurs(info: SealedInfo & { seal: string }): boolean;
}

/** What a room is that was opened again by somebody who knew its link alone [P26]. */
export const PLACEHOLDER = { title: 'Room', locked: false, encryption: 'none' } as const;

/** Makes what rooms say of themselves, each with the seal that proves it [P26]. */
export class RoomInfos {
  readonly #seals: RoomSeals;
  readonly #now: () => number;

  /** `now` is a clock in milliseconds since 1970. */
  constructor(seals: RoomSeals, now: () => number) {
    this.#seals = seals;
    this.#now = now;
  }

  /** A new room. Without a title it is called after its owner. */
  create(id: RoomId, owner: Person, title: string = titleOf(owner)): Room {
    const now = this.#now();
    return this.#sealed({ id, title, ownerId: owner.id, createdAt: now, changedAt: now });
  }

  /** A room that was forgotten: as the seal says, if it is ours, else a placeholder [P26]. */
  reopen(id: RoomId, sealed: SealedRoom | undefined): Room {
    if (sealed && this.#seals.isOurs({ ...sealed, id })) {
      const { title, ownerId, createdAt, changedAt, locked, access } = sealed;
      const info = { id, title, ownerId, createdAt, changedAt };
      return this.#sealed({ ...info, ...(locked && { locked }), ...(access && { access }) });
    }
    const now = this.#now();
    const { title } = PLACEHOLDER;
    return this.#sealed({ id, title, ownerId: null, createdAt: now, changedAt: now });
  }

  /**
   * A changed room, later than every seal that there is of it, also when the clock was set back. What no owner has decided
   * is only just later than the seal it began with: whatever an owner decided in between stays newer.
   */
  change(
    room: Room,
    changes: Partial<Pick<Room, 'id' | 'title' | 'ownerId' | 'locked' | 'access'>>,
    by: Decider = 'owner',
  ): Room {
    const changedAt = Math.max(by === 'owner' ? this.#now() : 0, room.changedAt + 1);
    const changed = { ...room, ...changes, changedAt };
    return { ...changed, seal: this.#seals.make(changed) };
  }

  #sealed(info: SealedInfo): Room {
    const seal = this.#seals.make(info);
    return { ...info, locked: info.locked ?? false, encryption: 'none', seal };
  }
}

/** `Ada’s room`, cut where needed, but never through a surrogate pair. */
function titleOf({ name }: Person): string {
  const suffix = '’s room';
  const room = LIMITS.titleLength - suffix.length;
  const cut = name.slice(0, room).replace(/[\uD800-\uDBFF]$/u, '');
  return `${cut}${suffix}`;
}

/** Whom a room lets in or not, as its seal says it: nobody where there is nothing to say [P26]. */
export function accessOf(
  { locked, access }: Room,
  { keptOut, letIn }: Access,
): { access?: Access } {
  const isSaid = locked || keptOut.length > 0 || access !== undefined;
  return isSaid ? { access: { keptOut, letIn: locked ? letIn : [] } } : {};
}

/** Whether two say the same of a room, but for when and by which seal. */
export function isSameRoom(a: Room, b: Room): boolean {
  const isAlike = a.title === b.title && a.ownerId === b.ownerId && a.locked === b.locked;
  return isAlike && JSON.stringify(a.access) === JSON.stringify(b.access);
}
