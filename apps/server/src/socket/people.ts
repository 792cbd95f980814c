import type { Person } from '@chat/rooms';
import type { Session } from '../session/sessions.ts';

/** What is kept of a socket here: that it can be told to end. */
export interface Connected {
  /** Says goodbye and closes; the client may come back after `retryMs`. */
  goDown(retryMs: number): void;
  close(code: number): void;
}

type Entry = { user: Person; issuedAt: number; sockets: Set<Connected> };

/** Milliseconds of spread that each socket adds when all come back after a restart. */
const RETURN_MS = 5;
const MIN_SPREAD_MS = 1_000;

/** The people with a socket on this server, each with the newest name that is known, and their sockets. */
export class People {
  readonly #entries = new Map<string, Entry>();

  /** Remembers a socket of a person. Gives back what forgets it. */
  connect({ user, issuedAt }: Session, socket: Connected): () => void {
    const entry = this.#entries.get(user.id) ?? { user, issuedAt, sockets: new Set() };
    this.#entries.set(user.id, entry);
    entry.sockets.add(socket);
    this.#learn(entry, { user, issuedAt });
    return () => {
      entry.sockets.delete(socket);
      if (entry.sockets.size === 0) this.#entries.delete(user.id);
    };
  }

  /** People with a socket here. */
  get size(): number {
    return this.#entries.size;
  }

  countSockets(userId: string): number {
    return this.#entries.get(userId)?.sockets.size ?? 0;
  }

  /** The person of a session, by the newest name: a token of before a rename still says the old one. */
  latest({ user, issuedAt }: Pick<Session, 'user' | 'issuedAt'>): Person {
    const entry = this.#entries.get(user.id);
    return entry && entry.issuedAt >= issuedAt ? entry.user : user;
  }

  /** The session is a new one, with the new name. */
  rename({ user, issuedAt }: Pick<Session, 'user' | 'issuedAt'>): void {
    const entry = this.#entries.get(user.id);
    if (entry) Object.assign(entry, { user, issuedAt });
  }

  /** Closes all sockets of a person. */
  disconnect(userId: string, code: number): void {
    for (const socket of this.#entries.get(userId)?.sockets ?? []) socket.close(code);
  }

  /** Says goodbye to everybody, with delays that spread the return over time [P5]. */
  goDown(): void {
    const sockets = [...this.#entries.values()].flatMap((entry) => [...entry.sockets]);
    const spread = Math.max(MIN_SPREAD_MS, sockets.length * RETURN_MS);
    for (const socket of sockets) socket.goDown(Math.floor(Math.random() * spread));
  }

  #learn(entry: Entry, { user, issuedAt }: Pick<Session, 'user' | 'issuedAt'>): void {
    if (issuedAt > entry.issuedAt) Object.assign(entry, { user, issuedAt });
  }
}
