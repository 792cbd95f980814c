import type { RoomId } from '@chat/protocol';
import { createApi } from '@chat/sdk';
import { onTestFinished } from 'vitest';
import { Bot, type BotOptions, type Person } from '../src/bot.ts';
import { Browser } from '../src/browser.ts';
import { checkRoom, type Verdict } from '../src/checker.ts';
import { Dice } from '../src/dice.ts';
import { readLog } from '../src/read-log.ts';
import { ServerProcess } from '../src/server-process.ts';
import { until } from '../src/until.ts';

/** A server of its own for one test. */
export async function startServer(): Promise<ServerProcess> {
  const server = await ServerProcess.start();
  onTestFinished(() => server.close());
  return server;
}

export async function signUp({ origin }: ServerProcess, name: string): Promise<Person> {
  const { id, token = '' } = await createApi({ origin }).createUser({ name, session: 'bearer' });
  return { id, token };
}

const apiOf = ({ origin }: ServerProcess, { token }: Person) => createApi({ origin, token });

export async function createRoom(server: ServerProcess, owner: Person): Promise<RoomId> {
  return (await apiOf(server, owner).createRoom({})).id;
}

export interface Enter extends Partial<BotOptions> {
  server: ServerProcess;
  person: Person;
  room: RoomId;
}

export const enter = ({ server, ...options }: Enter): Promise<Bot> =>
  Bot.start({ target: server.port, dice: new Dice(1), browser: new Browser(), ...options });

/** Two people in a room of a server of their own. */
export async function meet(options: Partial<BotOptions> = {}) {
  const server = await startServer();
  const people = [await signUp(server, 'Ann'), await signUp(server, 'Bob')] as const;
  const room = await createRoom(server, people[0]);
  const bots = await Promise.all(
    people.map((person) => enter({ server, person, room, ...options })),
  );
  const [ann, bob] = bots as [Bot, Bot];
  onTestFinished(async () => {
    await Promise.all([ann.close(), bob.close()]);
  });
  await allHave([ann, bob], 0);
  return { server, room, ann, bob };
}

/** All have so many messages, and nothing is left to send. */
export async function allHave(bots: readonly Bot[], count: number): Promise<void> {
  const hasAll = (bot: Bot) => bot.isSettled && bot.state.messages.length === count;
  await Promise.all(bots.map((bot) => until(bot, () => hasAll(bot))));
}

export async function judge(
  server: ServerProcess,
  room: RoomId,
  bots: readonly Bot[],
): Promise<Verdict> {
  const reader = bots[0]?.person;
  if (!reader) throw new Error('Nobody is there.');
  for (const bot of bots) bot.ledger.end(bot.state);
  return checkRoom({
    producers: bots.map(({ ledger }) => ledger.record),
    views: bots.map((bot) => bot.view()),
    log: await readLog(apiOf(server, reader), room),
  });
}
