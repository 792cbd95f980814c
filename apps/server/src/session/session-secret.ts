import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MIN_LENGTH = 32;

/**
 * The secret that is kept in `directory/session-secret`, for its owner's eyes alone (mode 0600); made once. Of two
 * servers that make it at the same time, one wins and both use it. Throws when it cannot be kept or is no secret.
 */
export function loadOrMakeSecret(directory: string): string {
  const path = join(directory, 'session-secret');
  const kept = read(path) ?? make(directory, path);
  if (kept.length < MIN_LENGTH) throw new Error('the kept session secret is too short');
  return kept;
}

function read(path: string): string | undefined {
  try {
    const kept = readFileSync(path, 'utf8').trim();
    chmodSync(path, 0o600);
    return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function make(directory: string, path: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    // A link appears whole or not at all, and never replaces what another server made first.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
