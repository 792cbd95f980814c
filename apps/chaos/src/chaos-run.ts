import { createApi } from '@chat/sdk';
import type { Person } from './bot.ts';
import { addCounts, noHarm } from './checker.ts';
import { Dice } from './dice.ts';
import { Recovery } from './recovery.ts';
import type { FaultKind } from './schedule.ts';
import { ServerProcess } from './server-process.ts';
import { Wave, type WaveResult } from './wave.ts';

export interface ChaosOptions {
  seed: number;
  messages: number;
  faults: number;
  /** Rooms at a time, and people in each. */
  rooms: number;
  clients: number;
  /** Messages of one wave. */
  wave: number;
  /** Messages a second, at most. */
  pace: number;
  /** Told after each wave. */
  onWave?: (soFar: ChaosResult) => void;
}

export interface ChaosResult extends WaveResult {
  options: ChaosOptions;
  waves: number;
  recovery: Recovery;
  wallMs: number;
}

/** One server process, many waves of rooms one after the other, and what came of all of them together. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const start = performance.now();
  const dice = new Dice(options.seed);
  const server = await ServerProcess.start();
  const recovery = new Recovery();
  let total: ChaosResult = { ...nothing(), options, waves: 0, recovery, wallMs: 0 };
  try {
    const people = await gather(server, options);
    const waves = Math.max(1, Math.round(options.messages / options.wave));
    for (let number = 0; number < waves; number++) {
      const messages = share(options.messages, number, waves);
      const faults = share(options.faults, number, waves);
      const { pace } = options;
      const wave = new Wave({ server, people, messages, faults, pace, dice, recovery });
      const result = merge(total, await wave.run());
      total = { ...total, ...result, waves: number + 1, wallMs: performance.now() - start };
      options.onWave?.(total);
    }
  } finally {
    await server.close();
  }
  return total;
}

export const isClean = ({ lost, duplicate, reordered, diverged, phantom }: WaveResult): boolean =>
  lost + duplicate + reordered + diverged + phantom === 0;

/** The part of a whole that falls to one of several, so that all parts make the whole. */
function share(whole: number, number: number, parts: number): number {
  return Math.floor(((number + 1) * whole) / parts) - Math.floor((number * whole) / parts);
}

async function gather(
  { origin }: ServerProcess,
  { rooms, clients }: ChaosOptions,
): Promise<Person[][]> {
  const api = createApi({ origin });
  const groups: Person[][] = [];
  for (let room = 0; room < rooms; room++) {
    const members = Array.from({ length: clients }, async (_, number) => {
      const name = `Person ${number + 1}`;
      const { id, token = '' } = await api.createUser({ name, session: 'bearer' });
      return { id, token };
    });
    groups.push(await Promise.all(members));
  }
  return groups;
}

function nothing(): WaveResult {
  return {
    ...noHarm(),
    messages: 0,
    changes: 0,
    faults: new Map(),
    findings: [],
    snapshots: 0,
    resumes: 0,
    reoffers: 0,
  };
}

function merge(one: WaveResult, other: WaveResult): WaveResult {
  const faults = new Map<FaultKind, number>(one.faults);
  for (const [kind, count] of other.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
  return {
    ...addCounts(one, other),
    messages: one.messages + other.messages,
    changes: one.changes + other.changes,
    faults,
    findings: [...one.findings, ...other.findings].slice(0, 50),
    snapshots: one.snapshots + other.snapshots,
    resumes: one.resumes + other.resumes,
    reoffers: one.reoffers + other.reoffers,
  };
}
