import { inRounds, some, withPair, type Bench } from './bench.ts';
import { measure, sampleOf, type Pair } from './sample.ts';
import type { Subject } from './subject.ts';
import { rssOf } from './usage.ts';

export const DEAF = 'Five of twenty never read';
export const allRead = (server: string) => `${server}, all read`;
export const fiveDeaf = (server: string) => `${server}, five do not`;

const MEMBERS = 20;
export const DEAF_MEMBERS = 5;
const PER_SECOND = 400;
const CHARACTERS = 4_000;
const ROUNDS = 2;
const WARM_UP_MS = 1_000;
const RSS_EVERY_MS = 100;
const MEBIBYTE = 1024 * 1024;

/** Whether those who read notice those who do not, and what these cost in memory. */
export function deafMembers(bench: Bench): Promise<void> {
  const isChosen = ({ name }: Subject) => name === 'ours' || name === 'Socket.IO';
  return inRounds(some(bench, { rounds: ROUNDS, isChosen }), async (subject) => {
    await talk(bench, subject, 0);
    await talk(bench, subject, DEAF_MEMBERS);
  });
}

function talk(bench: Bench, subject: Subject, deaf: number): Promise<void> {
  return withPair(bench, { subject, options: { workload: 'deaf' } }, async (pair) => {
    const { running, load } = pair;
    const seats = await running.seats(await running.rooms(1), MEMBERS);
    load.size(CHARACTERS);
    load.add(seats.slice(deaf));
    load.add(seats.slice(0, deaf), { deaf: true });
    await load.connectAll();
    await load.pace(PER_SECOND, WARM_UP_MS, 1);
    const before = rssOf(running.pid);
    const { most, taken } = await watchingRss(pair, () =>
      measure(pair, () => load.pace(PER_SECOND, bench.isQuick ? 4_000 : 6_000, 1)),
    );
    const row = deaf > 0 ? fiveDeaf(subject.name) : allRead(subject.name);
    const sample = { ...sampleOf(taken), mebibytes: (most - before) / MEBIBYTE };
    bench.results.add(DEAF, row, sample);
  });
}

/** The most memory that the server had meanwhile. */
async function watchingRss<Result>({ running }: Pair, step: () => Promise<Result>) {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, rssOf(running.pid))), RSS_EVERY_MS);
  try {
    const taken = await step();
    return { taken, most: Math.max(most, rssOf(running.pid)) };
  } finally {
    clearInterval(timer);
  }
}
