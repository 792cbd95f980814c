import { inRounds, phaseMs, withPair, type Bench } from './bench.ts';
import { carriedBySocketIo } from './carried.ts';
import { measure, sampleOf, type Pair } from './sample.ts';

export const ONE = 'one room of 1,000, 1 message under way';
export const EIGHT = 'one room of 1,000, 8 members with 1 message under way each';
export const ROW = 'one room of 1,000, 8 messages of one member in a row';
export const OVERLOAD = 'one room of 1,000, 2.7 times what Socket.IO carries';

const MEMBERS = 1_000;
const POSTERS = 8;
const TIMES = 2.7;
const WARM_UP_MS = 1_000;

/** A thousand in one room: as fast as it goes, then faster than Socket.IO can. */
export function oneRoom(bench: Bench): Promise<void> {
  return inRounds(bench, (subject) =>
    withPair(bench, { subject, options: { workload: 'one-room' } }, async (pair) => {
      const { running, load } = pair;
      load.add(await running.seats(await running.rooms(1), MEMBERS));
      await load.connectAll();
      await load.saturate(WARM_UP_MS, POSTERS);
      await saturate(bench, pair, { workload: ONE, posters: 1 });
      await saturate(bench, pair, { workload: EIGHT, posters: POSTERS });
      await saturate(bench, pair, { workload: ROW, posters: 1, inARow: POSTERS });
      await overload(bench, pair);
    }),
  );
}

interface Saturation {
  workload: string;
  posters: number;
  inARow?: number;
}

export async function saturate(
  bench: Bench,
  pair: Pair,
  { workload, posters, inARow }: Saturation,
): Promise<void> {
  const step = () => pair.load.saturate(phaseMs(bench), posters, inARow);
  const taken = await measure(pair, step);
  bench.results.add(workload, pair.running.subject.name, sampleOf(taken));
}

async function overload(bench: Bench, pair: Pair): Promise<void> {
  const carried = carriedBySocketIo(bench, EIGHT);
  if (Number.isNaN(carried)) return;
  const perSecond = (TIMES * carried) / MEMBERS;
  const taken = await measure(pair, () => pair.load.pace(perSecond, phaseMs(bench), POSTERS));
  bench.results.add(OVERLOAD, pair.running.subject.name, sampleOf(taken));
}
