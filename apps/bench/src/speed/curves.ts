import { inRounds, isOurs, phaseMs, some, withPair, type Bench } from './bench.ts';
import { measure, sampleOf } from './sample.ts';

export const BY_MEMBERS = 'Cost per delivery by members, 1 message under way';
export const BY_MEMBERS_EIGHT = 'Cost per delivery by members, 8 messages under way';
export const BY_ROOMS =
  'Cost per delivery in one room of 10 at 2,000 messages a second, by rooms on the server';

const MEMBERS = [100, 300, 1_000, 3_000, 5_000];
const POSTERS = 8;
/** All rooms together; the most that our server holds. */
const ROOMS = [10, 100, 1_000, 10_000];
const QUICK_MOST = 1_000;
const ACTIVE_MEMBERS = 10;
const PER_SECOND = 2_000;
const JOINING_AT_ONCE = 200;

/** Whether a delivery costs more where many are in the room. Ours alone. */
export function byMembers(bench: Bench): Promise<void> {
  return inRounds(some(bench, { rounds: 1, isChosen: isOurs }), (subject) =>
    withPair(bench, { subject, options: { workload: 'by-members' } }, async (pair) => {
      const { running, load } = pair;
      const rooms = await running.rooms(1);
      let present = 0;
      for (const members of MEMBERS.filter((count) => !bench.isQuick || count <= QUICK_MOST)) {
        load.add(await running.seats(rooms, members - present));
        present = members;
        await load.connectAll(JOINING_AT_ONCE);
        await load.saturate(500, POSTERS);
        const row = `${members.toLocaleString('en')} members`;
        const one = await measure(pair, () => load.saturate(phaseMs(bench) / 2, 1));
        bench.results.add(BY_MEMBERS, row, sampleOf(one));
        const eight = await measure(pair, () => load.saturate(phaseMs(bench) / 2, POSTERS));
        bench.results.add(BY_MEMBERS_EIGHT, row, sampleOf(eight));
      }
    }),
  );
}

/** Whether a message costs more where there are many other rooms, each with somebody in it. Ours alone. */
export function byRooms(bench: Bench): Promise<void> {
  return inRounds(some(bench, { rounds: 1, isChosen: isOurs }), (subject) =>
    withPair(bench, { subject, options: { workload: 'by-rooms' } }, async (pair) => {
      const { running, load } = pair;
      const active = await running.rooms(1);
      load.add(await running.seats(active, ACTIVE_MEMBERS));
      load.only(active[0] ?? '');
      let present = 1;
      for (const count of ROOMS.filter((rooms) => !bench.isQuick || rooms <= QUICK_MOST)) {
        const more = count - present;
        load.add(await running.seats(await running.rooms(more), more));
        present = count;
        await load.connectAll();
        await load.pace(PER_SECOND, 500, 1);
        const taken = await measure(pair, () => load.pace(PER_SECOND, phaseMs(bench), 1));
        bench.results.add(BY_ROOMS, `${count.toLocaleString('en')} rooms`, sampleOf(taken));
      }
    }),
  );
}
