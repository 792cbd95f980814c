import { expect, onTestFinished, test } from 'vitest';
import { runChaos } from '../src/chaos-run.ts';
import { noHarm } from '../src/checker.ts';
import { Fleet } from '../src/fleet.ts';
import { NODES, TEST_SEED } from '../src/presets.ts';
import { reportLine, reportPage } from '../src/report.ts';
import { allHave, createRoom, enter, judge, signUp } from './conversation.ts';

test('two servers on one Redis, all of which die: nothing lost, nothing twice, nothing out of order', async () => {
  const result = await runChaos({ ...NODES, seed: TEST_SEED });
  process.stdout.write(`${reportPage(result)}\n${reportLine(result)}\n`);
  const { lost, duplicate, reordered, diverged, phantom, findings } = result;
  expect(findings).toEqual([]);
  expect({ lost, duplicate, reordered, diverged, phantom }).toEqual(noHarm());
  expect(result.messages).toBe(NODES.messages);
});

test('[P5] two servers that are restarted in turn while people write: nothing is lost', async () => {
  const fleet = await Fleet.start(2);
  onTestFinished(() => fleet.close());
  const [first] = fleet.servers;
  if (!first) throw new Error('Nobody is there.');
  const people = [await signUp(first, 'Ann'), await signUp(first, 'Bob')] as const;
  const room = await createRoom(first, people[0]);
  const target = () => fleet.port();
  const bots = await Promise.all(
    people.map((person) => enter({ server: first, person, room, target })),
  );
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.close()));
  });
  await allHave(bots, 0);
  const say = (count: number) => {
    for (let n = 0; n < count; n += 1) for (const bot of bots) bot.say(String(n));
  };
  for (const server of fleet.servers) {
    say(5);
    const ending = server.end('SIGTERM');
    say(5);
    expect(await ending).toEqual({ code: 0, signal: null });
    say(5);
    await server.start();
  }
  await allHave(bots, 60);
  const { epochChanges } = bots[0]?.ledger.record ?? {};
  expect(epochChanges).toEqual([]);
  expect(await judge(first, room, bots)).toEqual({ ...noHarm(), findings: [] });
});
