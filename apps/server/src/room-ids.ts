import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RoomIds } from '@chat/rooms';

const RANDOM_BYTES = 16;
const TAG_BYTES = 8;
const FORM = /^[A-Za-z0-9_-]{32}$/;

/**
 * Room ids: 128 random bits and a tag of 64 bits by a key of the session secret, base64url [P10]. The tag proves that
 * the id is ours without a look-up. Tags with the newest secret, knows all.
 */
export class RoomIdKeys implements RoomIds {
  readonly #keys: Buffer[];

  /** `secrets`: at least one, the newest first. */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'chat room id v1', 32)),
    );
  }

  make(): string {
    const [key] = this.#keys;
    if (!key) throw new Error('no session secret');
    const random = randomBytes(RANDOM_BYTES);
    return Buffer.concat([random, tagOf(random, key)]).toString('base64url');
  }

  isOurs(id: string): boolean {
    if (!FORM.test(id)) return false;
    const bytes = Buffer.from(id, 'base64url');
    const random = bytes.subarray(0, RANDOM_BYTES);
    const tag = bytes.subarray(RANDOM_BYTES);
    return this.#keys.some((key) => timingSafeEqual(tag, tagOf(random, key)));
  }
}

function tagOf(random: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(random).digest().subarray(0, TAG_BYTES);
}
