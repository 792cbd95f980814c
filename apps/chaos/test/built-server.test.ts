import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../server/dist/', import.meta.url));

test('[S36] the built server holds nothing of its tests, and asks its environment in one place', () => {
  const files = readdirSync(DIST).filter((name) => name.endsWith('.js'));
  const code = files.map((name) => readFileSync(`${DIST}${name}`, 'utf8')).join('\n');
  expect(code.length).toBeGreaterThan(50_000);
  const imported = [...code.matchAll(/from\s*["']([^"'.][^"']*)["']/g)].map(([, name]) => name);
  expect(imported).toContain('fastify');
  expect(
    imported.filter((name) => /vitest|fast-check|playwright|^ws$|^tsx/.test(name ?? '')),
  ).toEqual([]);
  // A switch for tests would come by the environment or the command line.
  expect(code.match(/process\.env\b/g)).toHaveLength(1);
  expect(code).not.toMatch(/process\.(argv|execArgv)|NODE_ENV|\bVITEST\b|real-descriptions/);
});
