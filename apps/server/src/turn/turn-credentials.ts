import { createHmac } from 'node:crypto';

/** What coturn's `use-auth-secret` takes as name and password, until the time in the name. */
export interface TurnCredentials {
  username: string;
  credential: string;
}

export interface CredentialOptions {
  /** Whom the relay counts the allocations of; nothing that names a person. */
  opaqueId: string;
  /** Shared with the TURN server. */
  secret: string;
  ttlSeconds: number;
  /** Milliseconds since 1970. */
  now?: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** Credentials of the "REST API for access to TURN services": an expiry and an id, signed by HMAC-SHA-1. */
export function makeTurnCredentials(options: CredentialOptions): TurnCredentials {
  const { opaqueId, secret, ttlSeconds, now = Date.now() } = options;
  const username = `${Math.floor(now / 1000) + ttlSeconds}:${opaqueId}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/**
 * What the relay calls a person, the same for one day so that its quota holds, another the next. The key is one that
 * the relay does not have: who runs it, or steals its secret, cannot tell whose allocation it is.
 */
export function opaqueIdOf(userId: string, key: string, now = Date.now()): string {
  const day = Math.floor(now / DAY_MS);
  return createHmac('sha256', key).update(`turn:${day}:${userId}`).digest('base64url').slice(0, 16);
}
