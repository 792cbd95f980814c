import { inRounds, phaseMs, withPair, type Bench } from './bench.ts';
import { carriedBySocketIo } from './carried.ts';
import { saturate } from './one-room.ts';
import { measure, sampleOf } from './sample.ts';

export const SATURATED = '1,000 rooms of 4, 1 message under way in each';
export const STEADY = '1,000 rooms of 4, 60 % of what Socket.IO carries';

const ROOMS = 1_000;
const MEMBERS = 4;
const SHARE = 0.6;
const WARM_UP_MS = 1_000;

/** A thousand small rooms, where nothing can be done once for many. */
export function smallRooms(bench: Bench): Promise<void> {
  return inRounds(bench, (subject) =>
    withPair(bench, { subject, options: { workload: 'small-rooms' } }, async (pair) => {
      const { running, load } = pair;
      load.add(await running.seats(await running.rooms(ROOMS), ROOMS * MEMBERS));
      await load.connectAll();
      await load.saturate(WARM_UP_MS, 1);
      await saturate(bench, pair, { workload: SATURATED, posters: 1 });
      const carried = carriedBySocketIo(bench, SATURATED);
      if (Number.isNaN(carried)) return;
      const perSecond = (SHARE * carried) / MEMBERS;
      const taken = await measure(pair, () => load.pace(perSecond, phaseMs(bench), 1));
      bench.results.add(STEADY, subject.name, sampleOf(taken));
    }),
  );
}
