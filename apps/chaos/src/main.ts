// npm run chaos [-- --nodes K --messages N --faults M --seed S --clients C --rooms R --cells N --wave N --pace N --burst N --long --cluster]
import { parseArgs } from 'node:util';
import { isClean, runChaos, type ChaosOptions, type ChaosResult } from './chaos-run.ts';
import { LONG, LONG_OF_NODES, NODES, randomSeed, SHORT } from './presets.ts';
import { reportLine, reportPage } from './report.ts';

/** Milliseconds after the report within which the process ends by itself. */
const EXIT_MS = 5_000;

const presetOf = ({ nodes, long }: Record<string, unknown>) => {
  if (nodes === undefined) return long ? LONG : SHORT;
  return long ? { ...NODES, ...LONG_OF_NODES } : NODES;
};

/** What the command line asks for; throws with a sentence on anything else. */
function readOptions(): ChaosOptions {
  const names = [
    'messages',
    'faults',
    'rooms',
    'clients',
    'cells',
    'wave',
    'pace',
    'burst',
    'nodes',
    'seed',
  ] as const;
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({
    options: { ...options, long: { type: 'boolean' }, cluster: { type: 'boolean' } },
  });
  const given: Record<string, unknown> = values;
  const chosen: ChaosOptions = {
    seed: randomSeed(),
    ...presetOf(given),
  };
  if (given['cluster'] && chosen.nodes === undefined)
    throw new Error('--cluster goes with --nodes.');
  chosen.isCluster = given['cluster'] === true;
  for (const name of names) {
    if (given[name] === undefined) continue;
    const value = Number(given[name]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number.`);
    chosen[name] = value;
  }
  return chosen;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

let told = 0;

function onWave(soFar: ChaosResult): void {
  say(`wave ${soFar.waves}: ${reportLine(soFar)}`);
  for (const finding of soFar.findings.slice(told)) say(`- ${finding}`);
  told = soFar.findings.length;
}

const options = readOptions();
say(`seed ${options.seed}`);
// Who is in a hurry gets the report of what was done until then.
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const result = await runChaos({ ...options, onWave, signal: stop.signal });
say(`\n${reportPage(result)}\n${reportLine(result)}`);
process.exitCode = isClean(result) ? 0 : 1;
// Nothing is left to do. Should anything be open all the same, it is named, and nobody has to wait for it.
setTimeout(() => {
  say(`still open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit();
}, EXIT_MS).unref();
