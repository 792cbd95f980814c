import type { ConnectionId, UserId } from '@chat/protocol';
import type { AddressedSignal } from './room-store.ts';

/** The connections by which people are in one room [RS30]. */
export class MemoryConnections {
  readonly #byUser = new Map<UserId, Set<ConnectionId>>();

  /** Whether a signal to a member has somebody to go to. */
  take({ to, connection, frame }: AddressedSignal): boolean {
    if (connection === undefined) return true;
    return connection !== frame.connection && (this.#byUser.get(to)?.has(connection) ?? false);
  }

  add(user: UserId, connection: ConnectionId): void {
    const connections = this.#byUser.get(user) ?? new Set();
    this.#byUser.set(user, connections.add(connection));
  }

  remove(user: UserId, connection: ConnectionId): void {
    this.#byUser.get(user)?.delete(connection);
  }

  removeAll(user: UserId): void {
    this.#byUser.delete(user);
  }

  clear(): void {
    this.#byUser.clear();
  }
}
