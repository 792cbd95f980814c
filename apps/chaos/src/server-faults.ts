import { setTimeout as wait } from 'node:timers/promises';
import type { Agenda } from './agenda.ts';
import type { Bot } from './bot.ts';
import type { Dice } from './dice.ts';
import type { Fleet } from './fleet.ts';
import { hearsAnew, joinsAnew, type Recovery } from './recovery.ts';
import type { RedisProcess } from './redis-process.ts';
import type { RedisFault, ServerFault } from './schedule.ts';
import type { ServerProcess } from './server-process.ts';

export interface ServerFaultsOptions {
  fleet: Fleet;
  /** All tabs; grows while the wave runs. */
  bots: readonly Bot[];
  dice: Dice;
  agenda: Agenda;
  recovery: Recovery;
  /** Somebody looks at the page until it is back. */
  attend: (bot: Bot, back: Promise<void>) => Promise<void>;
  /** How many do. */
  looks: number;
}

/** Does harm to a server, or to the Redis that several share; one thing at a time. */
export class ServerFaults {
  readonly #options: ServerFaultsOptions;
  #isBusy = false;

  constructor(options: ServerFaultsOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What it is to do, or null while something else goes on. */
  begin(kind: ServerFault): (() => Promise<void>) | null {
    if (this.#isBusy) return null;
    this.#isBusy = true;
    const server = this.#options.dice.pick(this.#options.fleet.servers);
    if (kind === 'pause') return () => this.#pause(server);
    if (kind === 'kill' || kind === 'terminate') return () => this.#restart(server, kind);
    const { fleet, dice } = this.#options;
    const [only, ...others] = fleet.redis;
    const redis = others.length > 0 ? dice.pick(fleet.redis) : only;
    if (!redis) throw new Error(`There is no Redis for "${kind}".`);
    return kind === 'redis kill' ? () => this.#killRedis(redis) : () => this.#upset(redis, kind);
  }

  /** Those whom it hits: who is connected to that server. */
  #peopleOf({ port }: ServerProcess): Bot[] {
    return this.#alive().filter(({ proxy }) => proxy.newest?.target === port);
  }

  #alive(): Bot[] {
    return this.#options.bots.filter(({ isOver }) => !isOver);
  }

  async #restart(server: ServerProcess, kind: 'kill' | 'terminate'): Promise<void> {
    const { recovery } = this.#options;
    const hit = this.#peopleOf(server);
    const back = recovery.watch(kind, performance.now(), hit.map(joinsAnew));
    const { code } = await server.end(kind === 'kill' ? 'SIGKILL' : 'SIGTERM');
    if (kind === 'terminate' && code !== 0) {
      throw new Error(`SIGTERM ended with ${code}:\n${server.output}`);
    }
    await this.#while(0, 300);
    await server.start();
    await this.#waitFor(hit, back);
  }

  async #pause(server: ServerProcess): Promise<void> {
    const { recovery, dice } = this.#options;
    const since = performance.now();
    const hit = this.#peopleOf(server);
    server.pause();
    // A long one outlasts a probe: everybody gives the socket up and tries again in vain.
    const isLong = dice.chance(0.3);
    if (isLong) for (const bot of hit) bot.look();
    await (isLong ? this.#while(3_500, 4_500) : this.#while(100, 1_000));
    server.resume();
    this.#isBusy = false;
    const back = recovery.watch('pause', since, hit.map(hearsAnew));
    for (const bot of hit) bot.look();
    await back;
  }

  /** What came after the last save is gone: the log goes on in a new epoch, and everybody joins it anew. */
  async #killRedis(redis: RedisProcess): Promise<void> {
    const { recovery } = this.#options;
    await redis.command('SAVE');
    await this.#while(50, 1_500);
    const hit = this.#alive();
    const back = recovery.watch('redis kill', performance.now(), hit.map(joinsAnew));
    await redis.kill();
    await this.#while(0, 2_500);
    await redis.start();
    await this.#waitFor(hit, back);
  }

  async #upset(redis: RedisProcess, kind: Exclude<RedisFault, 'redis kill'>): Promise<void> {
    const { recovery, dice } = this.#options;
    const since = performance.now();
    const hit = this.#alive();
    if (kind === 'redis subscriptions') await redis.command('CLIENT KILL TYPE pubsub');
    else if (kind === 'redis scripts') await redis.command('SCRIPT FLUSH');
    else await redis.command(`DEBUG SLEEP ${dice.between(200, 3_000) / 1_000}`);
    this.#isBusy = false;
    const back = recovery.watch(kind, since, hit.map(hearsAnew));
    for (const bot of hit) bot.look();
    await back;
  }

  /** The others come back by themselves, as their back-off or the server's `bye` says. */
  async #waitFor(hit: readonly Bot[], back: Promise<void>): Promise<void> {
    const { agenda, attend, dice, looks } = this.#options;
    this.#isBusy = false;
    for (const bot of hit) if (dice.chance(looks)) agenda.start(() => attend(bot, back));
    await back;
  }

  async #while(from: number, to: number): Promise<void> {
    await wait(this.#options.dice.between(from, to));
  }
}
