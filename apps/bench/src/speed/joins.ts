import { inRounds, isOurs, some, withPair, type Bench, type Visit } from './bench.ts';
import type { Connected } from './load.ts';
import { lastMark } from './dialect.ts';
import { measure, type Pair, type Sample, type Taken } from './sample.ts';
import type { Subject } from './subject.ts';

export const storm = (messages: number) =>
  `1,000 join a room with ${messages.toLocaleString('en')} messages`;
export const QUIET = 'ours, tabs of 20 who are in';
export const HISTORIES = [20, 1_000] as const;

const ROUNDS_OF_STORMS = 2;
const CLIENTS = 1_000;
const AT_ONCE = 500;
const PEOPLE = 20;
/** The newest that our snapshot holds. */
const SNAPSHOT = 200;
export const NEWEST = `Socket.IO, newest ${SNAPSHOT}`;

/** A thousand come at once into a room that has been used. */
export async function joinStorm(bench: Bench): Promise<void> {
  const isChosen = ({ dialect }: Subject) => dialect.hasHistory;
  await inRounds(some(bench, { rounds: ROUNDS_OF_STORMS, isChosen }), async (subject) => {
    for (const messages of HISTORIES) {
      await storming(bench, { subject, messages, row: subject.name });
      if (subject.hasAccounts)
        await storming(bench, { subject, messages, row: QUIET, people: PEOPLE });
    }
    if (subject.name === 'Socket.IO') {
      await storming(bench, { subject, messages: 1_000, row: NEWEST, history: SNAPSHOT });
    }
  });
}

interface Storm {
  subject: Subject;
  messages: number;
  row: string;
  /** How many people all connections are of; each of a person of their own by default. */
  people?: number;
  history?: number;
}

function storming(bench: Bench, { subject, messages, row, people, history }: Storm): Promise<void> {
  const options: Visit = { workload: 'joins', ...(history !== undefined && { history }) };
  return withPair(bench, { subject, options }, async (pair) => {
    const { running, load } = pair;
    const before = people ?? 1;
    const seats = await running.seats(await running.rooms(1), before + CLIENTS, people);
    load.add(seats.slice(0, before));
    await load.connectAll();
    const { missing } = await load.fill(messages);
    if (missing > 0)
      throw new Error(`${missing} of ${messages} messages did not get into the room.`);
    const { greet, enter } = subject.dialect;
    load.open([
      ...greet,
      ...enter,
      ...(enter.length === 0 ? [['wait', lastMark(messages)] as const] : []),
    ]);
    load.add(seats.slice(before));
    bench.results.add(
      storm(messages),
      row,
      joined(await measure(pair, () => load.connect(AT_ONCE))),
    );
  });
}

function joined({ result, server, load, seconds }: Taken<Connected>): Sample {
  return {
    joinCpu: (server.cpu / result.opened) * 1e3,
    joinSeconds: result.seconds,
    loadCore: load.cpu / seconds,
    waited: Math.max(server.waited, load.waited) / seconds,
    faults: result.lost,
  };
}

const GUESTS = 200;
const QUARTER = 50;
const ROOMS = 10;
const QUICK_ROOMS = 4;

export const GATHERING = '200 people come into one room, 50 at once';
export const TRICKLE = '200 people come into one room, one by one';
export const FIRST = 'the first 50';
export const LAST = 'the last 50';

/** What a join costs when few are in the room, and when many are, who all are told. */
export function gathering(bench: Bench): Promise<void> {
  return inRounds(some(bench, { rounds: 1, isChosen: isOurs }), (subject) =>
    withPair(bench, { subject, options: { workload: 'gathering' } }, async (pair) => {
      const rooms = await pair.running.rooms(2 * (1 + (bench.isQuick ? QUICK_ROOMS : ROOMS)));
      for (const [index, room] of rooms.entries()) {
        const window = index % 2 === 0 ? QUARTER : 1;
        const samples = await gather(pair, room, window);
        // The first rooms compile the code.
        if (index < 2) continue;
        const workload = window === 1 ? TRICKLE : GATHERING;
        samples.forEach((sample, at) => {
          const name = [FIRST, 'the second 50', 'the third 50', LAST][at] ?? '';
          bench.results.add(workload, name, sample);
        });
      }
    }),
  );
}

async function gather(pair: Pair, room: string, window: number): Promise<Sample[]> {
  const seats = await pair.running.seats([room], GUESTS);
  const samples: Sample[] = [];
  for (let start = 0; start < GUESTS; start += QUARTER) {
    pair.load.add(seats.slice(start, start + QUARTER));
    samples.push(joined(await measure(pair, () => pair.load.connect(window))));
  }
  return samples;
}
