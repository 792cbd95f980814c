import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../server/dist/', import.meta.url));

test('[S36] the built server holds nothing of its tests, and asks its environment in one place', () => {
  const files = readdirSync(DIST, { recursive: true }).map(String);
  const all = files
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(`${DIST}${name}`, 'utf8'))
    .join('\n');
  const own = readFileSync(`${DIST}main.js`, 'utf8');
  expect(own.length).toBeGreaterThan(50_000);
  expect(all.length).toBeGreaterThan(10 * own.length);
  // All that it needs is in it, so nothing of its tests comes from elsewhere.
  const imported = [...all.matchAll(/^import\b[^;]*?from\s*["']([^"'.][^"']*)["']/gm)];
  const foreign = imported
    .map(([, name = '']) => name.replace('node:', ''))
    .filter((name) => !builtinModules.includes(name));
  expect(imported.length).toBeGreaterThan(10);
  expect(foreign).toEqual([]);
  expect(all).not.toMatch(/vitest|fast-check|playwright|real-descriptions/);
  // A switch for tests would come by the environment or the command line.
  expect(own.match(/process\.env\b/g)).toHaveLength(1);
  expect(own).not.toMatch(/process\.(argv|execArgv)|NODE_ENV|\bVITEST\b/);
});
