import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** People who are remembered; past that the oldest are not: memory has an end. */
const MOST = 100_000;
const LINE = /^([\w-]{22}) (\d{1,12})$/;

export type RevocationsOptions = {
  /** The file that remembers them over a restart; without, memory alone does. */
  path?: string | undefined;
  /** The time, in seconds since 1970. */
  now: () => number;
  /** Hears that the file could not be read or written; who is revoked now is so all the same. */
  onError?: (error: unknown) => void;
  most?: number;
};

/**
 * People whose tokens are worth nothing any more, until the last of these has expired. Kept in a file of lines, `<user>
 * <expiry>`: one is appended for each, and the file is written anew without those that expired when it is opened, and when it
 * has become twice as long as it may be.
 */
export class Revocations {
  readonly #options: RevocationsOptions;
  readonly #most: number;
  /** User ids with the second at which their last token expires, oldest first. */
  readonly #expiries = new Map<string, number>();
  #lines = 0;

  constructor(options: RevocationsOptions) {
    this.#options = options;
    this.#most = options.most ?? MOST;
    this.#attempt((path) => this.#open(path));
  }

  has(userId: string): boolean {
    return this.#expiries.has(userId);
  }

  add(userId: string, expiresAt: number): void {
    this.#remember(userId, expiresAt);
    this.#attempt((path) => {
      if (this.#lines >= 2 * this.#most) {
        this.#rewrite(path);
        return;
      }
      appendFileSync(path, `${userId} ${expiresAt}\n`, { mode: 0o600 });
      this.#lines += 1;
    });
  }

  #remember(userId: string, expiresAt: number): void {
    this.#expiries.delete(userId);
    this.#expiries.set(userId, expiresAt);
    const now = this.#options.now();
    for (const [id, expiry] of this.#expiries) {
      if (expiry > now && this.#expiries.size <= this.#most) return;
      this.#expiries.delete(id);
    }
  }

  #open(path: string): void {
    const lines = readLines(path);
    for (const line of lines) {
      const [, userId = '', expiresAt = ''] = LINE.exec(line) ?? [];
      // A machine that failed in the middle of a line leaves half of one.
      if (userId !== '') this.#remember(userId, Number(expiresAt));
    }
    this.#lines = lines.length;
    // Also what was expired, doubled or torn goes; and whether the file can be written shows now, not when it is needed.
    if (lines.length !== this.#expiries.size || lines.length === 0) this.#rewrite(path);
  }

  #rewrite(path: string): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lines = [...this.#expiries].map(([userId, expiresAt]) => `${userId} ${expiresAt}\n`);
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, lines.join(''), { mode: 0o600 });
    // Another file appears whole or not at all.
    renameSync(draft, path);
    this.#lines = lines.length;
  }

  #attempt(step: (path: string) => void): void {
    const { path, onError = () => undefined } = this.#options;
    if (path === undefined) return;
    try {
      step(path);
    } catch (error) {
      onError(error);
    }
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
