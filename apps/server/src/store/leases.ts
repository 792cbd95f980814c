import type { Presence, RoomId, UserId } from '@chat/protocol';

/** For whom this node answers, by room: what it says again and again, so that others know it lives [RS30]. */
export class Leases {
  readonly #rooms = new Map<RoomId, Map<UserId, Presence>>();

  set(room: RoomId, user: UserId, presence: Presence): void {
    const people = this.#rooms.get(room) ?? new Map<UserId, Presence>();
    this.#rooms.set(room, people.set(user, presence));
  }

  /** Only for somebody who is in by this node. */
  change(room: RoomId, user: UserId, presence: Presence): void {
    if (this.#rooms.get(room)?.has(user)) this.set(room, user, presence);
  }

  delete(room: RoomId, user: UserId): void {
    const people = this.#rooms.get(room);
    people?.delete(user);
    if (people?.size === 0) this.#rooms.delete(room);
  }

  forget(room: RoomId): void {
    this.#rooms.delete(room);
  }

  /** Rooms, each with pairs of person and presence. */
  list(): [RoomId, string[]][] {
    return [...this.#rooms].map(([room, people]) => [room, [...people].flat()]);
  }
}
