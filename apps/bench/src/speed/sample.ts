import type { Load, Posted } from './load.ts';
import type { Running } from './subject.ts';
import { difference, usageOf, type Usage } from './usage.ts';

/** What something took on both sides. */
export interface Taken<Result> {
  result: Result;
  seconds: number;
  server: Usage;
  load: Usage;
}

export interface Pair {
  running: Running;
  load: Load;
}

/** Runs a step of the load and measures server and load meanwhile. */
export async function measure<Result>(
  { running, load }: Pair,
  step: () => Promise<Result>,
): Promise<Taken<Result>> {
  const before = [usageOf(running.pid), usageOf(load.pid)] as const;
  const startedAt = performance.now();
  const result = await step();
  return {
    result,
    seconds: (performance.now() - startedAt) / 1_000,
    server: difference(usageOf(running.pid), before[0]),
    load: difference(usageOf(load.pid), before[1]),
  };
}

/** The figures of one phase of one server, by their names. */
export type Sample = Record<string, number>;

/** What of a phase is printed. */
export function sampleOf({ result, server, load, seconds }: Taken<Posted>): Sample {
  return {
    cpu: (server.cpu / result.deliveries) * 1e6,
    rate: result.deliveries / result.seconds,
    perRead: result.deliveries / result.reads,
    p50: result.p50,
    p99: result.p99,
    p999: result.p999,
    core: server.cpu / seconds,
    loadCore: load.cpu / seconds,
    waited: Math.max(server.waited, load.waited) / seconds,
    catchUps: result.catchUps,
    faults: result.missing + result.twice + result.skipped + result.unlike + result.lost,
  };
}

/** The median of each figure; of faults the sum, as none must go unseen. */
export function medians(samples: readonly Sample[]): Sample {
  const names = Object.keys(samples[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = samples.map((sample) => sample[name] ?? NaN);
      const sum = values.reduce((total, value) => total + value, 0);
      return [name, name === 'faults' ? sum : median(values)];
    }),
  );
}

/** Of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[low] ?? NaN) + (sorted[high] ?? NaN)) / 2;
}
