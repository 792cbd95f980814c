import { createApi } from '@chat/sdk';
import type { Person } from './bot.ts';
import { addCounts, noHarm } from './checker.ts';
import { Dice } from './dice.ts';
import { Fleet } from './fleet.ts';
import { patiently } from './patiently.ts';
import { Recovery } from './recovery.ts';
import type { FaultKind, ServerFault } from './schedule.ts';
import { Wave, type WaveResult } from './wave.ts';

export interface ChaosOptions {
  seed: number;
  messages: number;
  faults: number;
  /** Servers at a time, or groups of servers that share a Redis. */
  cells: number;
  /** Servers of a group; one that keeps rooms in its memory where nothing is said. */
  nodes?: number;
  /** They share a cluster of three masters instead of one Redis. */
  isCluster?: boolean;
  /** Rooms at a time of each server, and people in each. */
  rooms: number;
  clients: number;
  /** What happens to the server in each wave, in turn. */
  serverFaults: readonly (readonly ServerFault[])[];
  /** Messages of one wave. */
  wave: number;
  /** Messages a second, at most, of each server. */
  pace: number;
  /** Entries that somebody writes at one go, at most. */
  burst: number;
  /** Milliseconds after which a room that has not come to rest is judged as it is. */
  settleMs: number;
  /** Once aborted, no other wave begins: the result is that of the waves until then. */
  signal?: AbortSignal;
  /** Told after each wave. */
  onWave?: (soFar: ChaosResult) => void;
}

export interface ChaosResult extends WaveResult {
  options: ChaosOptions;
  waves: number;
  recovery: Recovery;
  wallMs: number;
}

/**
 * Some servers at a time, each with many waves of rooms one after the other, and what came of all of them together. While
 * one server's people wait for a back-off, the others' make use of the machine.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const start = performance.now();
  const dice = new Dice(options.seed);
  const recovery = new Recovery();
  let total: ChaosResult = { ...nothing(), options, waves: 0, recovery, wallMs: 0 };
  const of = Math.max(1, Math.round(options.messages / options.wave));
  const loads = Array.from({ length: of }, (_, number) => loadOf(options, dice, { number, of }));
  const cells = Array.from({ length: options.cells }, async () => {
    const fleet = await Fleet.start(options.nodes, options);
    try {
      const people = await gather(fleet, options);
      for (let load = loads.shift(); load && !options.signal?.aborted; load = loads.shift()) {
        const result = await new Wave({ ...load, fleet, people, recovery }).run();
        const wallMs = performance.now() - start;
        total = { ...total, ...merge(total, result), waves: total.waves + 1, wallMs };
        options.onWave?.(total);
      }
    } finally {
      await fleet.close();
    }
  });
  await Promise.all(cells);
  return total;
}

/** What one of several waves has to do, decided by the dice alone, whichever cell takes it. */
function loadOf(options: ChaosOptions, dice: Dice, { number, of }: { number: number; of: number }) {
  const { messages, faults, serverFaults, pace, burst, settleMs } = options;
  return {
    messages: share(messages, number, of),
    faults: share(faults, number, of),
    serverFaults: serverFaults[number % serverFaults.length] ?? [],
    pace,
    burst,
    settleMs,
    dice: new Dice(dice.between(0, 2 ** 32 - 1)),
  };
}

export const isClean = ({ lost, duplicate, reordered, diverged, phantom }: WaveResult): boolean =>
  lost + duplicate + reordered + diverged + phantom === 0;

/** The part of a whole that falls to one of several, so that all parts make the whole. */
function share(whole: number, number: number, parts: number): number {
  return Math.floor(((number + 1) * whole) / parts) - Math.floor((number * whole) / parts);
}

async function gather({ origin }: Fleet, { rooms, clients }: ChaosOptions): Promise<Person[][]> {
  const api = createApi({ origin });
  const groups: Person[][] = [];
  for (let room = 0; room < rooms; room++) {
    const members = Array.from({ length: clients }, async (_, number) => {
      const name = `Person ${number + 1}`;
      const { id, token = '' } = await patiently(() => api.createUser({ name, session: 'bearer' }));
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
