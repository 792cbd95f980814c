// npm run bench:hostile [-- --seconds N]
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, cpus, loadavg, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import type { Vitals } from '@chat/chaos/fuzz-counts';
import { ServerProcess } from '@chat/chaos/server-process';
import { GoodCompany, newAccount } from './good-company.ts';
import { quantile } from './quantile.ts';
import { ms, table } from './table.ts';

const KINDS = [
  'slowloris',
  'header flood',
  'fragment flood',
  'silent sockets',
  'flooding member',
  'deaf member',
];
/** All clients come from one address here; what one person may do is as the server has it. */
const SETTINGS = { LIMIT_FRAMES: '30', LIMIT_SOCKETS: '1000', LIMIT_CONNECTIONS: '20000' };
const HEAD = ['clients', 'delays', 'p50', 'p95', 'p99', 'max', 'processor', 'memory'];

const { values } = parseArgs({ options: { seconds: { type: 'string' } } });
const seconds = Number(values.seconds ?? 20);
if (!Number.isInteger(seconds) || seconds < 1)
  throw new Error('--seconds is a whole number above 0.');

const say = (text: string) => process.stdout.write(`${text}\n`);
const pause = (length: number) => new Promise((resolve) => setTimeout(resolve, length));

const server = await ServerProcess.start(SETTINGS, { isWatched: true });
const company = await GoodCompany.gather(server.origin);
const { token } = await newAccount(server.origin);
const rows: string[][] = [];
try {
  rows.push(await measure('none'));
  for (const kind of KINDS) {
    const bad = startBad(kind);
    rows.push(await measure(kind));
    bad.kill('SIGKILL');
    await once(bad, 'exit');
    await pause(2_000);
  }
  rows.push(await measure('none any more'));
} finally {
  await company.close();
  await server.close();
}
const [processor] = cpus();
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(', ');
say(
  `${new Date().toISOString()}, ${cpus().length} × ${processor?.model ?? 'unknown'}, load ${load}`,
);
say(`${seconds} s each\n\n${table(HEAD, rows)}`);

function startBad(kind: string): ChildProcess {
  const script = new URL('hostile-clients.ts', import.meta.url).pathname;
  const address = [String(server.port), token, company.rooms[0] ?? ''];
  const bad = spawn(process.execPath, ['--import', 'tsx', script, kind, ...address], {
    stdio: 'inherit',
  });
  // They are on machines of their own elsewhere: here they must not take the processor from those who are measured.
  setPriority(bad.pid ?? 0, constants.priority.PRIORITY_LOW);
  return bad;
}

/** What the good people notice of the bad ones. */
async function measure(kind: string): Promise<string[]> {
  // They need a moment to begin.
  await pause(3_000);
  company.takeDelays();
  const before = (server.vitals as Vitals).cpuSeconds;
  await pause(seconds * 1_000);
  const delays = company.takeDelays();
  await server.newVitals();
  const { rssMiB, cpuSeconds } = server.vitals as Vitals;
  const processor = `${Math.round(((cpuSeconds - before) / seconds) * 100)} %`;
  const shares = [0.5, 0.95, 0.99, 1].map((share) => ms(quantile(delays, share)));
  const row = [kind, String(delays.length), ...shares, processor, `${rssMiB.toFixed(0)} MiB`];
  say(row.join('  '));
  return row;
}
