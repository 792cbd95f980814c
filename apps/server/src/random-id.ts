import { randomFillSync } from 'node:crypto';

/** Asking the system for bytes costs as much for a few as for thousands. */
const pool = Buffer.allocUnsafeSlow(4096);
let used = pool.length;

/** So many random bytes as base64url, none of them used before. */
export function randomId(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString('base64url', used, used + bytes);
  // What was given out is not kept where a later fault could read it.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return id;
}
