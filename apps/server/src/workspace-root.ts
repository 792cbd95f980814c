import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory that holds `nx.json`, from `start` upward; `fallback` where there is none, as in an image. */
export function workspaceRoot(start: string, fallback: string): string {
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'nx.json'))) return directory;
    if (directory === dirname(directory)) return fallback;
  }
}
