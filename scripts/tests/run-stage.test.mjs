import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand } from '../run-stage.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stage-'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

const run = (script, timeoutMs = 30_000) =>
  runCommand(['bash', '-c', script], { cwd: folder, env: { STAGE: 'yes' }, timeoutMs });

it('a command succeeds when it exits with 0, in its folder and with its environment', async () => {
  expect(await run('echo "$STAGE" > seen')).toBe(true);
  expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('yes\n');
  expect(await run('exit 3')).toBe(false);
});

it('a command that is not there fails', async () => {
  expect(await runCommand(['/no/such/program'], { cwd: folder, timeoutMs: 30_000 })).toBe(false);
});

it('a command that takes too long is ended with all that it started', async () => {
  let expire;
  const ended = runCommand(['bash', '-c', '(sleep 60; touch late) & echo $! > child; wait'], {
    cwd: folder,
    timeoutMs: 60_000,
    startTimer: (end) => void (expire = end),
  });
  const file = join(folder, 'child');
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/\n$/);
  expire();
  expect(await ended).toBe(false);
  const child = Number(readFileSync(file, 'utf8'));
  await expect.poll(() => existsSync(`/proc/${child}/stat`) && isAlive(child)).toBe(false);
  expect(existsSync(join(folder, 'late'))).toBe(false);
});

function isAlive(pid) {
  return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
