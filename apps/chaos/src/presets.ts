import type { ChaosOptions } from './chaos-run.ts';

/** What `npm test` runs. The pace is that of a busy day, so that most faults meet people who are in. */
export const SHORT = {
  messages: 20_000,
  faults: 2_000,
  rooms: 40,
  clients: 4,
  serverFaults: [['kill', 'pause', 'terminate', 'pause']],
  cells: 2,
  wave: 10_000,
  pace: 400,
  burst: 3,
} satisfies Omit<ChaosOptions, 'seed'>;

/** What `--long` runs: about as fast as two cores can. */
export const LONG = {
  messages: 1_000_000,
  faults: 20_000,
  rooms: 120,
  clients: 3,
  serverFaults: [
    ['kill', 'pause'],
    ['terminate', 'pause'],
  ],
  cells: 2,
  wave: 25_000,
  pace: 1_200,
  burst: 8,
} satisfies Omit<ChaosOptions, 'seed'>;

export const randomSeed = (): number => Math.floor(Math.random() * 2 ** 32);
