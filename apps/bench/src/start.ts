// npm run bench:start [-- --times N]
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { quantile } from './quantile.ts';
import { ms, table } from './table.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START_MS = 5 * 60_000;

const { values } = parseArgs({ options: { times: { type: 'string' } } });
const times = Number(values.times ?? 10);
if (!Number.isInteger(times) || times < 1) throw new Error('--times is a whole number above 0.');

interface Start {
  /** Milliseconds until it said that it was ready, and until the page was there. */
  ready: number;
  served: number;
}

const directory = mkdtempSync(join(tmpdir(), 'chat-bench-start-'));
const SERVER = ['node', join(ROOT, 'apps/server/dist/main.js')];
const ALL = ['npm', 'start'];
const rows: string[][] = [];
try {
  // Also puts all files into the memory of the machine, and builds what is missing.
  rows.push(row('`npm start`, nothing built', [await start(ALL, { NX_SKIP_NX_CACHE: 'true' })]));
  rows.push(row('`npm start`, all built', await repeat(Math.ceil(times / 3), ALL)));
  rows.push(row('the built server alone', await repeat(times, SERVER)));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const [processor] = cpus();
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(', ');
process.stdout.write(
  `${new Date().toISOString()}, ${cpus().length} × ${processor?.model ?? 'unknown'}, load ${load}\n\n` +
    `${table(['', 'starts', 'ready p50', 'page served p50', 'page served longest'], rows)}\n`,
);

async function repeat(count: number, command: readonly string[]): Promise<Start[]> {
  const starts: Start[] = [];
  for (let n = 0; n < count; n += 1) starts.push(await start(command));
  return starts;
}

function row(name: string, starts: readonly Start[]): string[] {
  const served = starts.map((one) => one.served);
  const ready = starts.map((one) => one.ready);
  const cells = [quantile(ready, 0.5), quantile(served, 0.5), Math.max(...served)].map(ms);
  return [name, String(starts.length), ...cells];
}

/** Starts it, asks for the page as soon as it is ready, and ends it with all that it started. */
async function start(
  [command = '', ...words]: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(command, words, {
    cwd: ROOT,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: directory, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const endAll = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', endAll);
  try {
    const url = await whenReady(child);
    const ready = performance.now() - startedAt;
    const page = await fetch(url);
    const isPage = (await page.text()).includes('<html');
    if (!page.ok || !isPage) throw new Error(`${url} served no page: ${page.status}`);
    return { ready, served: performance.now() - startedAt };
  } finally {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    endAll();
    process.off('exit', endAll);
    await gone;
  }
}

function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`It did not start:\n${said}`));
    const timeout = setTimeout(fail, START_MS);
    child.once('exit', fail);
    child.once('error', reject);
    child.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      const url = /ready at (https?:\/\/\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(timeout);
      child.off('exit', fail);
      resolve(url);
    });
  });
}
