import type { ChaosOptions } from './chaos-run.ts';

/** What `npm test` runs. The pace is that of a busy day, so that most faults meet people who are in. */
export const SHORT = {
  messages: 20_000,
  faults: 2_000,
  rooms: 40,
  clients: 4,
  wave: 10_000,
  pace: 400,
} satisfies Omit<ChaosOptions, 'seed'>;

/** What `--long` runs, as fast as the machine can. */
export const LONG = {
  messages: 1_000_000,
  faults: 20_000,
  rooms: 60,
  clients: 3,
  wave: 40_000,
  pace: 4_000,
} satisfies Omit<ChaosOptions, 'seed'>;

export const randomSeed = (): number => Math.floor(Math.random() * 2 ** 32);
