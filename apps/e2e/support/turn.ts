import { createHmac } from 'node:crypto';

/** Credentials that coturn takes for an hour, made as the server makes them. */
export function makeTurnCredentials(secret: string): { username: string; credential: string } {
  const username = `${Math.floor(Date.now() / 1000) + 3_600}:test`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
