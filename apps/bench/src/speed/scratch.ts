import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
process.once('exit', () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** A directory for a server, which goes when this process does. */
export function makeScratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'chat-bench-'));
  made.push(directory);
  return directory;
}
