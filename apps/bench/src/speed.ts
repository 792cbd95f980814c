// npm run bench [-- --only WORKLOAD --rounds N --quick --install --profile DIRECTORY]
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench } from './speed/bench.ts';
import { byMembers, byRooms } from './speed/curves.ts';
import { compileLoad } from './speed/compile.ts';
import { deafMembers } from './speed/deaf-members.ts';
import { idle } from './speed/idle.ts';
import { installNchan } from './speed/install.ts';
import { gathering, joinStorm } from './speed/joins.ts';
import { oneRoom } from './speed/one-room.ts';
import { report } from './speed/report.ts';
import { Results } from './speed/results.ts';
import { smallRooms } from './speed/small-rooms.ts';
import { findSubjects } from './speed/subjects.ts';
import { verdicts } from './speed/wanted.ts';

const WORKLOADS: Record<string, (bench: Bench) => Promise<void>> = {
  'one-room': oneRoom,
  'small-rooms': smallRooms,
  joins: joinStorm,
  gathering,
  deaf: deafMembers,
  'by-members': byMembers,
  'by-rooms': byRooms,
  idle,
};
/** Milliseconds after which it says what it has and ends. */
const LONGEST_MS = 20 * 60_000;
const LONGEST_QUICK_MS = 4 * 60_000;
/** Of a quick run: it costs what `ws` costs, and a little. */
const LEFT_OUT = 'Fastify';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    install: { type: 'boolean', default: false },
    profile: { type: 'string' },
    servers: { type: 'string' },
  },
});
const isQuick = values.quick;
const rounds = Number(values.rounds ?? (isQuick ? 1 : 3));
const chosen = values.only?.split(',') ?? Object.keys(WORKLOADS);
const unknown = chosen.find((name) => !(name in WORKLOADS));
if (unknown !== undefined)
  throw new Error(`There is no workload "${unknown}", but ${Object.keys(WORKLOADS).join(', ')}.`);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number above 0.');

// Progress is no part of the report: standard output is what goes into docs/performance.md.
const say = (text: string) => process.stderr.write(`${text}\n`);
/** What a reader of the report has to know first. */
const notes: string[] = [];
const note = (text: string) => {
  say(text);
  notes.push(text);
};
const results = new Results();
const startedAt = performance.now();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => finish(1));
setTimeout(() => finish(1), isQuick ? LONGEST_QUICK_MS : LONGEST_MS).unref();

if (values.install) await installNchan(note);
const names = values.servers?.split(',');
const subjects = findSubjects(note).filter(
  ({ name }) => names?.includes(name) ?? !(isQuick && name === LEFT_OUT),
);
const bench: Bench = {
  subjects,
  results,
  rounds,
  isQuick,
  loadProgram: compileLoad(),
  profiles: values.profile,
  note,
};
for (const name of chosen) {
  say(
    `${minutesOf()}: ${name}, ${rounds} rounds at most of ${subjects.map((subject) => subject.name).join(', ')}`,
  );
  await WORKLOADS[name]?.(bench);
}
finish(0);

function minutesOf(): string {
  return `${((performance.now() - startedAt) / 60_000).toFixed(1)} min`;
}

function finish(code: number): void {
  const [processor] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
  const machine = `${cpus().length} × ${processor?.model ?? 'unknown'}, Node ${process.versions.node}`;
  const words = process.argv.slice(2).join(' ');
  process.stdout.write(
    `\`npm run bench${words && ` -- ${words}`}\`, ${new Date().toISOString()}, ${machine}, load ${load}, ` +
      `medians of ${rounds} rounds at most, ${minutesOf()}${code === 0 ? '' : ', **cut short**'}\n\n` +
      `${notes.map((text) => `${text}\n\n`).join('')}${report(results)}\n\n### What we want\n\n${verdicts(results)}\n`,
  );
  process.exit(code);
}
