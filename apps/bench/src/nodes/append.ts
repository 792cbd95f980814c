import { newRooms, newTokens } from '../speed/accounts.ts';
import { Load, type Posted } from '../speed/load.ts';
import { Results } from '../speed/results.ts';
import type { Sample } from '../speed/sample.ts';
import { add, difference, usageOf } from '../speed/usage.ts';
import { OURS } from '../speed/dialect.ts';
import { ms, table } from '../table.ts';
import { Fleet, LAYOUTS } from './fleet.ts';

const PHASE_MS = 3_000;
const WARM_UP_MS = 1_500;
const AT_ONCE = 50;
const MEMBERS = 200;
const POSTERS = 8;
/** A second, in the room of 200: what people write, and more. */
const QUIET_PACE = 20;

const APPEND = `Append, ${QUIET_PACE} messages a second in two rooms of one member`;
const APPEND_MANY = `Append, ${AT_ONCE} messages under way in each of two rooms of one member`;
const QUIET = `Fan-out, ${QUIET_PACE} messages a second in a room of ${MEMBERS}`;
const BUSY = `Fan-out, ${POSTERS} messages under way in a room of ${MEMBERS}`;

type Step = (load: Load) => Promise<Posted>;

/** What it costs to take a message and to hand it on: in memory, in Redis, and in Redis with members on two servers. */
export async function append(
  loadProgram: string,
  rounds: number,
  say: (text: string) => void,
): Promise<string> {
  const results = new Results();
  for (let round = 0; round < rounds; round += 1) {
    const layouts = round % 2 === 0 ? LAYOUTS : LAYOUTS.toReversed();
    for (const layout of layouts) {
      const fleet = await Fleet.start(layout);
      try {
        const visit = { fleet, loadProgram, results };
        await meet(visit, { rooms: 2, members: 2 }, async (measure) => {
          await measure(APPEND, (load) => load.pace(QUIET_PACE, PHASE_MS, 1));
          await measure(APPEND_MANY, (load) => load.saturate(PHASE_MS, 1, AT_ONCE));
        });
        await meet(visit, { rooms: 1, members: MEMBERS }, async (measure) => {
          await measure(QUIET, (load) => load.pace(QUIET_PACE, PHASE_MS, POSTERS));
          await measure(BUSY, (load) => load.saturate(PHASE_MS, POSTERS));
        });
      } finally {
        await fleet.close();
      }
      say(`round ${round + 1}: ${layout.name}`);
    }
  }
  return results.workloads.map((name) => `${name}:\n\n${tableOf(results, name)}`).join('\n\n');
}

type Visit = { fleet: Fleet; loadProgram: string; results: Results };
type Measure = (workload: string, step: Step) => Promise<void>;

/** A crowd whose members are dealt out over the servers in turn, for as long as `use` takes. */
async function meet(
  { fleet, loadProgram, results }: Visit,
  { rooms, members }: { rooms: number; members: number },
  use: (measure: Measure) => Promise<void>,
): Promise<void> {
  const load = new Load(loadProgram, fleet.ports, OURS);
  try {
    load.open([...OURS.greet, ...OURS.enter]);
    const [port = 0] = fleet.ports;
    const ids = await newRooms(port, rooms);
    const tokens = await newTokens(port, members);
    load.add(tokens.map((token, n) => ({ room: ids[n % ids.length] ?? '', token })));
    await load.connect();
    await load.saturate(WARM_UP_MS, POSTERS);
    await use(async (workload, step) => {
      const sample = await measured(fleet, load, step);
      results.add(workload, fleet.layout.name, sample);
    });
  } finally {
    await load.close();
  }
}

async function measured(fleet: Fleet, load: Load, step: Step): Promise<Sample> {
  const redis = fleet.redis?.pid;
  const usage = () => ({
    servers: fleet.pids.map(usageOf).reduce(add),
    redis: redis === undefined ? { cpu: 0, waited: 0 } : usageOf(redis),
  });
  const before = usage();
  const result = await step(load);
  const after = usage();
  const { deliveries, messages, seconds, p50, p99 } = result;
  return {
    messages: messages / seconds,
    deliveries: deliveries / seconds,
    p50,
    p99,
    servers: (difference(after.servers, before.servers).cpu / deliveries) * 1e6,
    redis: (difference(after.redis, before.redis).cpu / messages) * 1e6,
    faults: result.missing + result.twice + result.skipped + result.unlike + result.lost,
  };
}

const HEAD = [
  '',
  'messages/s',
  'p50',
  'p99',
  'server CPU per delivery',
  'Redis CPU per message',
  'faults',
];

/** Medians of the rounds, and in brackets how many times that of one server with its memory. */
function tableOf(results: Results, workload: string): string {
  const [first] = LAYOUTS;
  const base = results.of(workload, first?.name ?? '') ?? {};
  const rows = results.servers(workload).map((name) => {
    const sample = results.of(workload, name) ?? {};
    const figure = (key: string) => sample[key] ?? NaN;
    const times = (key: string) =>
      name === first?.name ? '' : ` (${(figure(key) / (base[key] ?? NaN)).toFixed(2)}×)`;
    return [
      name,
      `${Math.round(figure('messages'))}${times('messages')}`,
      `${precise(figure('p50'))}${times('p50')}`,
      `${precise(figure('p99'))}${times('p99')}`,
      `${figure('servers').toFixed(1)} µs${times('servers')}`,
      figure('redis') === 0 ? '' : `${figure('redis').toFixed(0)} µs`,
      String(figure('faults')),
    ];
  });
  return table(HEAD, rows);
}

const precise = (value: number) => (value < 10 ? `${value.toFixed(2)} ms` : ms(value));
