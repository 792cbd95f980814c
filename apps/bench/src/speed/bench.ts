import type { Load } from './load.ts';
import type { Results } from './results.ts';
import type { Pair } from './sample.ts';
import { Running, type StartOptions, type Subject } from './subject.ts';

/** What every workload is given. */
export interface Bench {
  subjects: readonly Subject[];
  results: Results;
  rounds: number;
  isQuick: boolean;
  /** The compiled load. */
  loadProgram: string;
  /** A directory for profiles of our server, where they are asked for. */
  profiles: string | undefined;
  /** Says what has to stand in the report. */
  note(text: string): void;
}

/** Milliseconds of one phase. */
export function phaseMs({ isQuick }: Bench): number {
  return isQuick ? 1_500 : 3_000;
}

export interface Visit extends StartOptions {
  workload: string;
}

/** A server and its load for as long as `use` takes; what goes wrong with one server does not end the others. */
export async function withPair(
  bench: Bench,
  { subject, options }: { subject: Subject; options: Visit },
  use: (pair: Pair) => Promise<void>,
): Promise<void> {
  const isProfiled = bench.profiles !== undefined && subject.hasAccounts;
  const profiling = isProfiled
    ? [
        '--cpu-prof',
        `--cpu-prof-name=${options.workload}.cpuprofile`,
        `--cpu-prof-dir=${bench.profiles}`,
      ]
    : [];
  const node = [...(options.node ?? []), ...profiling];
  let running: Running | undefined;
  let load: Load | undefined;
  try {
    running = await Running.start(subject, { ...options, node });
    load = running.load(bench.loadProgram);
    await use({ running, load });
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    bench.note(`Failed: ${options.workload}, ${subject.name}: ${reason}`);
  } finally {
    await load?.close();
    await running?.stop(isProfiled ? 'SIGTERM' : 'SIGKILL');
  }
}

/** The same for a workload that takes long: some of the servers, and fewer rounds. */
export function some(
  bench: Bench,
  { rounds, isChosen }: { rounds: number; isChosen?: (subject: Subject) => boolean },
): Bench {
  const subjects = bench.subjects.filter((subject) => isChosen?.(subject) ?? true);
  return { ...bench, subjects, rounds: Math.min(rounds, bench.rounds) };
}

export const isOurs = ({ hasAccounts }: Subject): boolean => hasAccounts;

/** Every server once in each round, so that a noisy minute hits all of them; every other round the other way round. */
export async function inRounds(
  { subjects, rounds }: Pick<Bench, 'subjects' | 'rounds'>,
  visit: (subject: Subject) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) await visit(subject);
  }
}
