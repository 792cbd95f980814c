import type { Person } from '@chat/rooms';

/** What servers that share people tell each other about them. Times are in seconds since 1970. */
export type SessionNotice =
  /** Asked to be forgotten: all tokens are worth nothing. */
  | { kind: 'revoked'; userId: string }
  /** Took another name, in a session that was issued then. */
  | { kind: 'renamed'; user: Person; issuedAt: number }
  /** A session of a browser took the place of the older ones [P18]. */
  | { kind: 'rotated'; userId: string; issuedAt: number }
  /** It came back for the first time. */
  | { kind: 'used'; userId: string; issuedAt: number; usedAt: number };
