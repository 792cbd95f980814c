import type { Dice } from './dice.ts';

/** What happens to the connection of one tab, or to its page, each with how often it does. */
export const TAB_FAULTS = {
  /** Both sides are closed. */
  cut: 24,
  /** Both sides get a TCP reset. */
  reset: 16,
  /** Closed or reset in the middle of a frame, after so and so many bytes more of one direction. */
  'cut at a byte': 20,
  /** Cut, and the next connection is cut again before it has said much. */
  'cut again': 8,
  /** Nothing passes and nobody is told; what waited arrives late, when the client is back by another way. */
  'half-open': 8,
  /** Cut, and new connections are reset for a while. */
  refuse: 5,
  'one-byte writes': 6,
  delay: 5,
  /** A few kilobits a second. */
  'slow line': 3,
  /** The page goes away in an orderly manner and comes back from its storage. */
  reload: 8,
  /** The same person opens another tab beside it, over the same storage, which is closed or stays. */
  'second tab': 3,
  /** The tab is closed, and the same person opens another one, which takes over what the first had not sent. */
  'new tab': 3,
} as const;
export type TabFault = keyof typeof TAB_FAULTS;

/**
 * What happens to the server, and so to everybody: kill -9, or SIGTERM, and started again with an empty memory; or SIGSTOP,
 * and SIGCONT after a while.
 */
const ONE_SERVER = ['kill', 'terminate', 'pause'] as const;

/**
 * What happens to the Redis of several servers: kill -9, and started again with what it had saved some time before; all
 * subscriptions closed; all scripts forgotten; asleep for up to 3 s.
 */
const REDIS_FAULTS = ['redis kill', 'redis subscriptions', 'redis scripts', 'redis sleep'] as const;
export type RedisFault = (typeof REDIS_FAULTS)[number];

const SERVER_FAULTS = [...ONE_SERVER, ...REDIS_FAULTS] as const;
export type ServerFault = (typeof SERVER_FAULTS)[number];

export type FaultKind = TabFault | ServerFault;

export const isServerFault = (kind: FaultKind): kind is ServerFault =>
  SERVER_FAULTS.some((one) => one === kind);

/** A fault that comes when so many messages were written. */
export interface PlannedFault {
  at: number;
  kind: FaultKind;
}

export interface ScheduleOptions {
  messages: number;
  faults: number;
  /** What is to happen to the server. */
  serverFaults: readonly ServerFault[];
  dice: Dice;
}

/** All faults of a wave, in order of time; the dice decide the rest. */
export function planFaults(options: ScheduleOptions): PlannedFault[] {
  const { messages, faults, serverFaults, dice } = options;
  const kinds: FaultKind[] = serverFaults.slice(0, faults);
  while (kinds.length < faults) kinds.push(dice.weighted(TAB_FAULTS));
  return kinds
    .map((kind) => ({ kind, at: dice.between(1, Math.max(1, messages)) }))
    .sort((one, other) => one.at - other.at);
}
