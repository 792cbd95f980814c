import { setTimeout as pause } from 'node:timers/promises';
import { inRounds, some, withPair, type Bench } from './bench.ts';
import { measure, type Pair } from './sample.ts';
import { rssOf } from './usage.ts';

export const IDLE = 'Idle connections';

const CONNECTIONS = 10_000;
const QUICK_CONNECTIONS = 3_000;
const ROUNDS = 2;
/** What comes first, so that code is compiled and buffers are there. */
const WARM_UP = 500;
/** Milliseconds until garbage is collected and freed. */
const COLLECTION_MS = 1_500;
const COLLECTOR = new URL('collect-on-signal.mjs', import.meta.url).href;

/** Ten thousand who are connected, have said who they are, and do nothing. */
export function idle(bench: Bench): Promise<void> {
  const connections = bench.isQuick ? QUICK_CONNECTIONS : CONNECTIONS;
  return inRounds(some(bench, { rounds: ROUNDS }), (subject) => {
    const node = ['--expose-gc', '--import', COLLECTOR];
    return withPair(bench, { subject, options: { workload: 'idle', node } }, async (pair) => {
      const { running, load } = pair;
      const seats = await running.seats(await running.rooms(1), WARM_UP + connections);
      load.open(subject.dialect.greet);
      load.add(seats.slice(0, WARM_UP));
      await load.connectAll();
      const before = await restingRss(pair);
      load.add(seats.slice(WARM_UP));
      const { result, server } = await measure(pair, () => load.connect());
      const bytes = ((await restingRss(pair)) - before) / result.opened;
      const connectCpu = (server.cpu / result.opened) * 1e6;
      const sample = { connections: result.opened, connectCpu, bytes, faults: result.lost };
      bench.results.add(IDLE, subject.name, sample);
    });
  });
}

async function restingRss({ running }: Pair): Promise<number> {
  running.collectGarbage();
  await pause(COLLECTION_MS);
  return rssOf(running.pid);
}
