import { describe, expect, it } from 'vitest';
import { RoomIdKeys } from './room-ids.ts';

const [NEW, OLD] = [
  'a secret for tests of 32 characters',
  'another secret for tests of 32 chars',
] as const;
const ids = new RoomIdKeys([NEW]);

describe('room ids', () => {
  it('[P10] [S7] are 32 characters of base64url, and ours', () => {
    const id = ids.make();
    expect(id).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(ids.isOurs(id)).toBe(true);
  });

  it('[P10] [S7] have 128 random bits: none comes twice, and each bit is set in half of them', () => {
    const count = 20_000;
    const seen = new Set<string>();
    const ones = new Array<number>(128).fill(0);
    for (let n = 0; n < count; n += 1) {
      const id = ids.make();
      seen.add(id);
      const bytes = Buffer.from(id, 'base64url');
      for (let bit = 0; bit < 128; bit += 1) ones[bit]! += (bytes[bit >> 3]! >> (bit & 7)) & 1;
    }
    expect(seen.size).toBe(count);
    // Seven standard deviations of a fair coin.
    for (const set of ones)
      expect(Math.abs(set / count - 0.5)).toBeLessThan((7 * 0.5) / Math.sqrt(count));
  });

  it('[P10] [S7] with any bit changed are not ours', () => {
    const bytes = Buffer.from(ids.make(), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const other = Buffer.from(bytes);
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(ids.isOurs(other.toString('base64url'))).toBe(false);
    }
  });

  it('[P10] [S7] made up or in another form are not ours', () => {
    const id = ids.make();
    for (const other of [
      '',
      'x',
      'A'.repeat(32),
      `${id}A`,
      id.slice(1),
      `${id.slice(0, 31)}=`,
      `${id.slice(0, 31)}/`,
    ]) {
      expect(ids.isOurs(other)).toBe(false);
    }
  });

  it('[P10] [S7] of an older secret stay ours, of another server are not', () => {
    const old = new RoomIdKeys([OLD]).make();
    expect(ids.isOurs(old)).toBe(false);
    expect(new RoomIdKeys([NEW, OLD]).isOurs(old)).toBe(true);
  });
});
