import { randomBytes } from 'node:crypto';
import type { Person } from '@chat/rooms';
import { SessionTokens } from './session-token.ts';

/** Who a request or a socket speaks for [P12]. Times are in seconds since 1970. */
export type Session = { user: Person; issuedAt: number; expiresAt: number };

/** Seconds for which a session holds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** People who asked to be forgotten and are remembered for it. Past that the oldest are not: memory has an end. */
const MAX_REVOKED = 100_000;

/** Makes, reads and revokes sessions. They live in tokens; only what was revoked is kept here, until it expires. */
export class Sessions {
  readonly #tokens: SessionTokens;
  readonly #now: () => number;
  /** User ids with the second at which their last token expires, oldest first. */
  readonly #revoked = new Map<string, number>();

  /** `secrets`: the newest first. `now` is in milliseconds since 1970. */
  constructor(secrets: readonly string[], now: () => number = Date.now) {
    this.#tokens = new SessionTokens(secrets);
    this.#now = now;
  }

  /** A session of a new person, with a random id of 128 bits [P11], [P51]. */
  create(name: string): { session: Session; token: string } {
    return this.issue({ id: randomBytes(16).toString('base64url'), name });
  }

  /** A fresh session of a person who is known. */
  issue(user: Person): { session: Session; token: string } {
    const issuedAt = this.#seconds();
    const expiresAt = issuedAt + SESSION_SECONDS;
    const token = this.#tokens.sign({ userId: user.id, name: user.name, issuedAt, expiresAt });
    return { session: { user, issuedAt, expiresAt }, token };
  }

  read(token: string): Session | undefined {
    const claims = this.#tokens.verify(token, this.#seconds());
    if (!claims || this.isRevoked(claims.userId)) return undefined;
    const { userId, name, issuedAt, expiresAt } = claims;
    return { user: { id: userId, name }, issuedAt, expiresAt };
  }

  /** Whether the session is past its half and should be renewed. */
  isAging({ issuedAt, expiresAt }: Session): boolean {
    return this.#seconds() >= issuedAt + (expiresAt - issuedAt) / 2;
  }

  isRevoked(userId: string): boolean {
    return this.#revoked.has(userId);
  }

  /** Refuses all tokens of a person from now on. */
  revoke(userId: string): void {
    const now = this.#seconds();
    for (const [id, expiresAt] of this.#revoked) {
      if (expiresAt > now && this.#revoked.size < MAX_REVOKED) break;
      this.#revoked.delete(id);
    }
    this.#revoked.set(userId, now + SESSION_SECONDS);
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}
