import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { RoomSeals, SealedInfo } from '@chat/rooms';

const SEAL_BYTES = 16;
const FORM = /^[A-Za-z0-9_-]{22}$/;

/**
 * Seals of rooms: 128 bits of an HMAC-SHA-256 over id, title, owner, creation, last change, lock and whom the room lets in or
 * not, by a key of the session secret of their own, base64url [P26]. Seals with the newest secret, knows all.
 */
export class RoomSealKeys implements RoomSeals {
  readonly #keys: Buffer[];

  /** `secrets`: at least one, the newest first. */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'chat room seal v1', 32)),
    );
  }

  make(info: SealedInfo): string {
    const [key] = this.#keys;
    if (!key) throw new Error('no session secret');
    return sealOf(info, key);
  }

  isOurs({ seal, ...info }: SealedInfo & { seal: string }): boolean {
    if (!FORM.test(seal)) return false;
    // Texts, not bytes: two base64url texts can mean the same bytes, and only one of them is a seal.
    const given = Buffer.from(seal);
    return this.#keys.some((key) => timingSafeEqual(given, Buffer.from(sealOf(info, key))));
  }
}

function sealOf(info: SealedInfo, key: Buffer): string {
  const { id, title, ownerId, createdAt, changedAt, locked = false, access } = info;
  const people = access ? [access.keptOut, access.letIn] : [];
  const content = JSON.stringify([id, title, ownerId, createdAt, changedAt, locked, ...people]);
  const mac = createHmac('sha256', key).update(content).digest();
  return mac.subarray(0, SEAL_BYTES).toString('base64url');
}
