import { expect, test } from 'vitest';
import type { Bot } from '../src/bot.ts';
import { noHarm } from '../src/checker.ts';
import { until } from '../src/until.ts';
import { allHave, judge, meet } from './conversation.ts';

const clean = { ...noHarm(), findings: [] };

function talk(bots: readonly Bot[], count: number): void {
  for (let i = 0; i < count; i++) for (const bot of bots) bot.say(`${i}`);
}

const epochOf = (bot: Bot) => bot.state.position?.epoch;

test('[P25] kill -9: the log begins anew, and everything comes back, in order', async () => {
  const { server, room, ann, bob } = await meet();
  talk([ann, bob], 30);
  await allHave([ann, bob], 60);
  const before = epochOf(ann);
  await server.end('SIGKILL');
  talk([ann, bob], 5);
  await server.start();
  await allHave([ann, bob], 70);
  expect(epochOf(ann)).not.toBe(before);
  expect(ann.ledger.reoffers + bob.ledger.reoffers).toBeGreaterThanOrEqual(60);
  expect(await judge(server, room, [ann, bob])).toEqual(clean);
});

test('kill -9 five times while two people write', async () => {
  const { server, room, ann, bob } = await meet();
  for (let life = 1; life <= 5; life++) {
    talk([ann, bob], 10);
    // In the middle of it: something has arrived, something is under way.
    await until(ann, () => ann.state.messages.length > (life - 1) * 20);
    await server.end('SIGKILL');
    talk([ann, bob], 2);
    await server.start();
    for (const bot of [ann, bob]) bot.look();
    await until(ann, () => ann.isJoined);
  }
  await allHave([ann, bob], 120);
  expect(await judge(server, room, [ann, bob])).toEqual(clean);
});

test('[P5] SIGTERM: everybody hears bye and comes back without being asked; exit code 0', async () => {
  const { server, room, ann, bob } = await meet();
  talk([ann, bob], 10);
  await allHave([ann, bob], 20);
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await until(ann, () => !ann.isJoined);
  await until(bob, () => !bob.isJoined);
  expect([ann.sightings.byes, bob.sightings.byes]).toEqual([1, 1]);
  talk([ann, bob], 1);
  await server.start();
  await allHave([ann, bob], 22);
  expect(await judge(server, room, [ann, bob])).toEqual(clean);
});

test.each([
  ['a silence that was shortened', { silenceMs: 1_000 }],
  // 30 s: longer than a heartbeat of the server, with nothing shortened anywhere.
  ['the true one', {}],
])(
  'SIGSTOP for longer than %s: both give up, and come back when it goes on',
  async (_, options) => {
    const { server, room, ann, bob } = await meet(options);
    talk([ann, bob], 10);
    await allHave([ann, bob], 20);
    server.pause();
    // Written into a socket of which nobody knows yet that it is dead.
    talk([ann, bob], 3);
    await Promise.all([ann, bob].map((bot) => until(bot, () => bot.isBackingOff)));
    talk([ann, bob], 2);
    for (const bot of [ann, bob]) await expect.poll(() => bot.proxy.accepted).toBeGreaterThan(1);
    server.resume();
    await allHave([ann, bob], 30);
    expect(await judge(server, room, [ann, bob])).toEqual(clean);
  },
);

test.each([
  ['a probe', { silenceMs: 600_000 }, (bot: Bot) => bot.look()],
  ['its silence', { silenceMs: 1_500 }, () => undefined],
])(
  'a half-open socket is found by %s and replaced; what comes late over it does no harm',
  async (_, options, notice) => {
    const { server, room, ann, bob } = await meet(options);
    talk([ann, bob], 3);
    await allHave([ann, bob], 6);
    const dead = ann.proxy.newest;
    dead?.freeze();
    talk([ann, bob], 2);
    notice(ann);
    await until(ann, () => ann.joins > 1);
    await allHave([ann, bob], 10);
    dead?.thaw();
    talk([ann, bob], 1);
    await allHave([ann, bob], 12);
    expect(await judge(server, room, [ann, bob])).toEqual(clean);
  },
);

test('written while the server is away, and reloaded: all of it arrives when it is back', async () => {
  const { server, room, ann, bob } = await meet();
  talk([ann, bob], 5);
  await allHave([ann, bob], 10);
  await server.end('SIGKILL');
  talk([ann], 5);
  await ann.reload();
  await until(ann, () => ann.unconfirmed === 5);
  talk([ann], 1);
  await server.start();
  await allHave([ann, bob], 16);
  expect(await judge(server, room, [ann, bob])).toEqual(clean);
});
