import type { Bench } from './bench.ts';

const rates = new WeakMap<Bench, Map<string, number>>();

/**
 * Deliveries a second that Socket.IO carried of a workload when it was first measured: all servers get a share of the
 * same, in all rounds. NaN where it is left out.
 */
export function carriedBySocketIo(bench: Bench, workload: string): number {
  const known = rates.get(bench) ?? new Map<string, number>();
  rates.set(bench, known);
  const rate = known.get(workload) ?? bench.results.figure(workload, 'Socket.IO', 'rate');
  if (!Number.isNaN(rate)) known.set(workload, rate);
  return rate;
}
