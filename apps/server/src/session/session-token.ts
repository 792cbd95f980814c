import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Name, UserId } from '@chat/protocol';
import { Compile } from 'typebox/compile';

/** What a token says. Times are in seconds since 1970. */
export type TokenClaims = { userId: string; name: string; issuedAt: number; expiresAt: number };

type Key = { id: string; secret: Buffer };

const FORM = /^v1\.([\w-]{8})\.([\w-]{22})\.(\d{1,12})\.(\d{1,12})\.([\w-]{1,400})\.([\w-]{43})$/;
const isUserId = Compile(UserId);
const isName = Compile(Name);

/**
 * Signs and reads session tokens: `v1.<key>.<user>.<issued>.<expires>.<name>.<HMAC-SHA-256>`. A token can be verified by
 * every server that has the secret, without a look-up. Signs with the newest secret, accepts all.
 */
export class SessionTokens {
  readonly #keys: Key[];

  /** `secrets`: at least one, the newest first. */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, '', 'chat session v1', 32));
      return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), secret: key };
    });
  }

  sign({ userId, name, issuedAt, expiresAt }: TokenClaims): string {
    const [key] = this.#keys;
    if (!key) throw new Error('no session secret');
    const encodedName = Buffer.from(name, 'utf8').toString('base64url');
    const body = `v1.${key.id}.${userId}.${issuedAt}.${expiresAt}.${encodedName}`;
    return `${body}.${signatureOf(body, key)}`;
  }

  /** The claims of a token that one of our keys signed and that has not expired at `now` (seconds). */
  verify(token: string, now: number): TokenClaims | undefined {
    const parts = FORM.exec(token);
    if (!parts) return undefined;
    const [, keyId, userId = '', issued, expires, encodedName = '', signature = ''] = parts;
    const key = this.#keys.find(({ id }) => id === keyId);
    if (!key) return undefined;
    const body = token.slice(0, token.length - signature.length - 1);
    if (!isSame(signature, signatureOf(body, key))) return undefined;
    const name = Buffer.from(encodedName, 'base64url').toString('utf8');
    const claims = { userId, name, issuedAt: Number(issued), expiresAt: Number(expires) };
    const isSound = claims.expiresAt > now && isUserId.Check(userId) && isName.Check(name);
    return isSound ? claims : undefined;
  }
}

function signatureOf(body: string, { secret }: Key): string {
  return createHmac('sha256', secret).update(body).digest('base64url');
}

/** Compares texts, not bytes: two base64url texts can mean the same bytes, and only one of them is a token. */
function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
