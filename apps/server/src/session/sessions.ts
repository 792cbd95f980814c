import type { Person } from '@chat/rooms';
import { randomId } from '../random-id.ts';
import { Revocations } from './revocations.ts';
import { RotatedSessions } from './rotated-sessions.ts';
import type { SessionNotice } from './session-notice.ts';
import { SessionTokens } from './session-token.ts';

/** Who a request or a socket speaks for [P12]. Times are in seconds since 1970. */
export type Session = { user: Person; issuedAt: number; expiresAt: number };

/** Seconds for which a session holds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export type SessionsOptions = {
  /** The newest first. */
  secrets: readonly string[];
  /** The clock, in milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** The file that remembers over a restart who was revoked. */
  revocationsPath?: string | undefined;
  /** Hears that this file could not be read or written. */
  onError?: (error: unknown) => void;
  /** Hears what other servers have to know, beside who is revoked or renamed. */
  onChange?: (notice: SessionNotice) => void;
};

/** Makes, reads and revokes sessions. They live in tokens; only what was revoked is kept, until it expires. */
export class Sessions {
  readonly #tokens: SessionTokens;
  readonly #now: () => number;
  readonly #revocations: Revocations;
  readonly #rotated: RotatedSessions;
  readonly #onChange: (notice: SessionNotice) => void;

  constructor(options: SessionsOptions) {
    const { secrets, now = Date.now, revocationsPath: path, onError } = options;
    this.#onChange = options.onChange ?? (() => undefined);
    this.#rotated = new RotatedSessions((use) => this.#onChange({ kind: 'used', ...use }));
    this.#tokens = new SessionTokens(secrets);
    this.#now = now;
    this.#revocations = new Revocations({
      path,
      now: () => this.#seconds(),
      ...(onError && { onError }),
    });
  }

  /** A session of a new person, with a random id of 128 bits [P11], [P51]. */
  create(name: string): { session: Session; token: string } {
    return this.issue({ id: randomId(16), name });
  }

  /** A fresh session of a person who is known. */
  issue(user: Person): { session: Session; token: string } {
    const issuedAt = this.#seconds();
    const expiresAt = issuedAt + SESSION_SECONDS;
    const token = this.#tokens.sign({ userId: user.id, name: user.name, issuedAt, expiresAt });
    return { session: { user, issuedAt, expiresAt }, token };
  }

  /** A fresh session in the place of a browser's: once it is used, the old one dies [P18]. */
  rotate(user: Person): { session: Session; token: string } {
    const issued = this.issue(user);
    const { issuedAt } = issued.session;
    this.#rotated.rotate(user.id, issuedAt);
    this.#onChange({ kind: 'rotated', userId: user.id, issuedAt });
    return issued;
  }

  read(token: string, via: 'cookie' | 'bearer' = 'bearer'): Session | undefined {
    const now = this.#seconds();
    const claims = this.#tokens.verify(token, now);
    if (!claims || this.isRevoked(claims.userId)) return undefined;
    if (via === 'cookie' && this.#rotated.isOver(claims, now)) return undefined;
    const { userId, name, issuedAt, expiresAt } = claims;
    return { user: { id: userId, name }, issuedAt, expiresAt };
  }

  /** Whether the session is past its half and nothing has taken its place. */
  isDue({ user, issuedAt, expiresAt }: Session): boolean {
    const isAging = this.#seconds() >= issuedAt + (expiresAt - issuedAt) / 2;
    return isAging && !this.#rotated.isReplaced({ userId: user.id, issuedAt });
  }

  /** Milliseconds for which a session still holds. */
  remainingMs({ expiresAt }: Session): number {
    return expiresAt * 1_000 - this.#now();
  }

  isRevoked(userId: string): boolean {
    return this.#revocations.has(userId);
  }

  /** Refuses all tokens of a person from now on, also after a restart. */
  revoke(userId: string): void {
    this.#revocations.add(userId, this.#seconds() + SESSION_SECONDS);
  }

  /** Another server says so. */
  hear(notice: SessionNotice): void {
    if (notice.kind === 'revoked') this.revoke(notice.userId);
    else if (notice.kind === 'rotated') this.#rotated.rotate(notice.userId, notice.issuedAt);
    else if (notice.kind === 'used') this.#rotated.use(notice);
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}
