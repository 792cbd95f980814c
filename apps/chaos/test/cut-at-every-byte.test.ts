import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bot, Person } from '../src/bot.ts';
import { addCounts, noHarm, type Counts } from '../src/checker.ts';
import type { CutAt, Direction } from '../src/fault-proxy.ts';
import { ServerProcess } from '../src/server-process.ts';
import { until } from '../src/until.ts';
import { createRoom, enter, judge, signUp } from './conversation.ts';

/** Conversations at a time. */
const LANES = 24;

let server: ServerProcess;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  server = await ServerProcess.start();
  [ann, bob] = [await signUp(server, 'Ann'), await signUp(server, 'Bob')];
});
afterAll(() => server.close());

interface Outcome {
  counts: Counts;
  findings: string[];
  /** Bytes of Ann's first connection. */
  bytes: Record<Direction, number>;
  wasCut: boolean;
}

/**
 * Ann and Bob meet, say something in turns, and both have all of it. Ann's first connection may be cut; she comes back
 * at once, as a page does when the device says that it is online.
 */
async function converse(cutAt?: CutAt): Promise<Outcome> {
  const room = await createRoom(server, bob);
  const b = await enter({ server, person: bob, room });
  await until(b, () => b.isSettled);
  const a = await enter({ server, person: ann, room, ...(cutAt && { first: { cutAt } }) });
  a.onChange(() => {
    if (a.isBackingOff) a.look();
  });
  const has = (bot: Bot, count: number) =>
    until(bot, () => bot.isSettled && bot.state.messages.length === count);
  const bytes = { up: 0, down: 0 };
  const measure = () => {
    const [first] = a.proxy.connections;
    if (first) for (const way of ['up', 'down'] as const) bytes[way] = first.forwarded(way);
  };
  a.say('one');
  await has(b, 1);
  b.say('two');
  await has(a, 2);
  a.say('three');
  a.say('four');
  await has(b, 4);
  b.say('five');
  await Promise.all([has(a, 5), has(b, 5)]);
  measure();
  const bots = [a, b];
  const { findings, ...counts } = await judge(server, room, bots);
  const wasCut = a.proxy.accepted > 1;
  await Promise.all(bots.map((bot) => bot.close()));
  return { counts, findings, bytes, wasCut };
}

async function cutAll(cuts: readonly CutAt[]) {
  const rest = [...cuts];
  let total = noHarm();
  let cut = 0;
  const failures: unknown[] = [];
  const lane = async () => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const { counts, findings, wasCut } = await converse(next);
      total = addCounts(total, counts);
      if (wasCut) cut += 1;
      if (findings.length > 0) failures.push({ cutAt: next, findings });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { total, cut, failures };
}

test.each(['up', 'down'] as const)(
  'a conversation cut at every byte, %s: 0 lost, 0 duplicate, 0 reordered, 0 diverged',
  { timeout: 600_000 },
  async (direction) => {
    const clean = await converse();
    expect(clean.findings).toEqual([]);
    expect(clean.wasCut).toBe(false);
    const length = clean.bytes[direction];
    const cuts = Array.from({ length }, (_, byte): CutAt => {
      return { direction, byte, how: byte % 2 === 0 ? 'close' : 'reset' };
    });
    const start = performance.now();
    const { total, cut, failures } = await cutAll(cuts);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stdout.write(`cut ${direction} at each of ${length} bytes: ${cut} cut, ${seconds} s\n`);
    expect(failures).toEqual([]);
    expect(total).toEqual(noHarm());
    expect(cut).toBe(length);
  },
);
