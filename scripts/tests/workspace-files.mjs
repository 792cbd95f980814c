import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = fileURLToPath(new URL('../..', import.meta.url));

const MADE = new Set(['node_modules', 'dist', 'reports', 'test-results', '.nx', '.git', '.data']);

/** The paths from the workspace's root of all its own files with one of these endings. */
export function filesEndingWith(...endings) {
  return walk(workspace)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => relative(workspace, path));
}

function walk(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (MADE.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
