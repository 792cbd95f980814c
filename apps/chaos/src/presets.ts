import type { ChaosOptions } from './chaos-run.ts';

/** What `npm run chaos` runs, and, with a seed of its own, `npm test`: most faults meet people who are in. */
export const SHORT = {
  messages: 20_000,
  faults: 2_000,
  rooms: 24,
  clients: 4,
  serverFaults: [
    ['kill', 'pause'],
    ['terminate', 'pause'],
  ],
  cells: 2,
  wave: 10_000,
  pace: 800,
  burst: 3,
  settleMs: 120_000,
} satisfies Omit<ChaosOptions, 'seed'>;

/** The seed of `npm test`: a finding there comes from a change, not from new dice. */
export const TEST_SEED = 20_261_123;

/** What `--nodes` runs, and, with a seed of its own, `npm test`: several servers that share a Redis. */
export const NODES = {
  messages: 6_000,
  faults: 150,
  rooms: 12,
  clients: 4,
  serverFaults: [
    ['kill', 'redis subscriptions', 'redis kill', 'redis scripts'],
    ['terminate', 'redis sleep', 'redis kill', 'pause'],
  ],
  cells: 1,
  wave: 3_000,
  pace: 500,
  burst: 3,
  settleMs: 120_000,
  nodes: 2,
} satisfies Omit<ChaosOptions, 'seed'>;

/** What `--nodes 3 --long` changes in that. */
export const LONG_OF_NODES = { messages: 120_000, faults: 3_000, nodes: 3 };

/** What `--long` runs: rooms for two, so that the cost of a message is that of its delivery and not of its fan-out. */
export const LONG = {
  messages: 1_000_000,
  faults: 10_000,
  rooms: 20,
  clients: 2,
  serverFaults: [['kill'], ['pause'], ['terminate'], ['pause']],
  cells: 6,
  wave: 5_000,
  pace: 1_500,
  burst: 12,
  settleMs: 600_000,
} satisfies Omit<ChaosOptions, 'seed'>;

export const randomSeed = (): number => Math.floor(Math.random() * 2 ** 32);
