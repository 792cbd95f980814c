// npm run bench:nodes [-- --only append,storm,soak --rounds N --minutes N]
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { append } from './nodes/append.ts';
import { soak } from './nodes/soak.ts';
import { storm } from './nodes/storm.ts';
import { compileLoad } from './speed/compile.ts';

/** Minutes after which it ends whatever it is at, beside those of the soak. */
const LONGEST_MINUTES = 15;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'append,storm' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '30' },
  },
});
const [rounds, minutes] = [Number(values.rounds), Number(values.minutes)];
for (const [name, value] of Object.entries({ rounds, minutes })) {
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is a whole number above 0.`);
}

// Progress is no part of the report: standard output is what goes into docs/performance.md.
const say = (text: string) => process.stderr.write(`${text}\n`);
const WORKLOADS: Record<string, () => Promise<string>> = {
  append: () => append(compileLoad(), rounds, say),
  storm: () => storm(say),
  soak: () => soak(minutes, say),
};
const chosen = values.only.split(',');
const unknown = chosen.find((name) => !(name in WORKLOADS));
if (unknown !== undefined)
  throw new Error(`There is no "${unknown}", but ${Object.keys(WORKLOADS).join(', ')}.`);

const words = process.argv.slice(2).join(' ');
const longest = LONGEST_MINUTES + (chosen.includes('soak') ? minutes : 0);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  say(`ended after ${longest} minutes`);
  process.exit(1);
}, longest * 60_000).unref();

for (const name of chosen) {
  const before = loads();
  const text = await WORKLOADS[name]?.();
  const [processor] = cpus();
  process.stdout.write(
    `\`npm run bench:nodes${words && ` -- ${words}`}\`, ${name}, ${new Date().toISOString()}, ` +
      `${cpus().length} × ${processor?.model ?? 'unknown'}, load ${before} before and ${loads()} after\n\n${text}\n\n`,
  );
}
process.exit(0);

function loads(): string {
  return loadavg()[0]?.toFixed(1) ?? '';
}
