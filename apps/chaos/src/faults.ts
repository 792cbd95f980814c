import { setTimeout as wait } from 'node:timers/promises';
import type { Agenda } from './agenda.ts';
import type { Bot } from './bot.ts';
import type { Dice } from './dice.ts';
import type { CutAt, ProxiedConnection } from './fault-proxy.ts';
import type { Fleet } from './fleet.ts';
import type { Weather } from './byte-pipe.ts';
import { joinsAnew, type Recovery } from './recovery.ts';
import { isServerFault, type FaultKind, type TabFault } from './schedule.ts';
import { ServerFaults } from './server-faults.ts';

export interface FaultsOptions {
  fleet: Fleet;
  /** All tabs; grows while the wave runs. */
  bots: readonly Bot[];
  dice: Dice;
  agenda: Agenda;
  recovery: Recovery;
  /** Opens another tab of the same person, beside the one or in its place. */
  openTab: (bot: Bot, how: 'beside' | 'in place of') => Promise<Bot>;
}

/** How often somebody looks at the page while it is cut off; else its back-off decides when it comes back. */
const LOOKS = 0.9;

type Act = (bot: Bot, connection: ProxiedConnection) => Promise<void>;

/** Does harm, by dice: to one tab or to the server. */
export class Faults {
  readonly counts = new Map<FaultKind, number>();
  readonly #options: FaultsOptions;
  readonly #servers: ServerFaults;

  constructor(options: FaultsOptions) {
    this.#options = options;
    const attend = (bot: Bot, back: Promise<void>) => this.#attend(bot, back);
    this.#servers = new ServerFaults({ ...options, attend, looks: LOOKS });
  }

  /** Begins a fault. False when there is nobody whom it would hit now: it is to be tried again. */
  inject(kind: FaultKind): boolean {
    const job = isServerFault(kind) ? this.#servers.begin(kind) : this.#tabJob(kind);
    if (!job) return false;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.#options.agenda.start(job);
    return true;
  }

  #tabJob(kind: TabFault): (() => Promise<void>) | null {
    const { bots, dice } = this.#options;
    const bot = dice.pick(bots);
    const connection = bot.proxy.newest;
    if (this.#servers.isBusy || !bot.isJoined || !connection) return null;
    return () => this.#acts[kind](bot, connection);
  }

  readonly #acts: Record<TabFault, Act> = {
    cut: (bot, connection) => this.#lose('cut', bot, () => connection.cut()),
    reset: (bot, connection) => this.#lose('reset', bot, () => connection.reset()),
    'cut at a byte': (bot, connection) => this.#cutAtByte(bot, connection),
    'cut again': (bot, connection) =>
      this.#lose('cut again', bot, () => {
        bot.scripts.push({ cutAt: this.#cutAt(0, 1_500) });
        connection.cut();
      }),
    'half-open': (bot, connection) => this.#halfOpen(bot, connection),
    refuse: (bot, connection) =>
      this.#lose('refuse', bot, async () => {
        bot.proxy.refuses = true;
        connection.cut();
        await this.#while(50, 800);
        bot.proxy.refuses = false;
      }),
    'one-byte writes': (_, connection) => this.#disturb(connection, { sliceBytes: 1 }),
    delay: (_, connection) =>
      this.#disturb(connection, { delayMs: this.#options.dice.between(20, 400) }),
    'slow line': (_, connection) =>
      this.#disturb(connection, { bytesPerSecond: this.#options.dice.between(1_000, 8_000) }),
    reload: (bot) => this.#lose('reload', bot, () => bot.reload()),
    'second tab': (bot) => this.#secondTab(bot),
    'new tab': (bot) => this.#newTab(bot),
  };

  /** Something that ends the connection. */
  async #lose(kind: TabFault, bot: Bot, harm: () => void | Promise<void>): Promise<void> {
    const back = this.#options.recovery.watch(kind, performance.now(), [joinsAnew(bot)]);
    await harm();
    if (this.#options.dice.chance(LOOKS)) await this.#attend(bot, back);
    await back;
  }

  /** Somebody waits for it: the device says that it is online, and the page is looked at again and again. */
  async #attend(bot: Bot, back: Promise<void>): Promise<void> {
    const isBack = back.then(() => true);
    const isNot = async (from: number, to: number) => {
      await this.#while(from, to);
      return false;
    };
    if (await Promise.race([isBack, isNot(0, 300)])) return;
    bot.look();
    while (!(await Promise.race([isBack, isNot(500, 1_500)]))) if (bot.isBackingOff) bot.look();
  }

  async #cutAtByte(bot: Bot, connection: ProxiedConnection): Promise<void> {
    const { direction, byte, how } = this.#cutAt(0, 900);
    const at = { direction, byte: connection.forwarded(direction) + byte, how };
    const isHit = new Promise<boolean>((resolve) => {
      connection.cutAt(at, () => resolve(bot.proxy.newest === connection));
    });
    // Something must flow for it to happen; a heartbeat does, both ways.
    bot.look();
    const isOpen = async () => {
      await this.#while(3_000, 3_000);
      return bot.isJoined && bot.proxy.newest === connection;
    };
    // Meanwhile another fault may have replaced the connection: then this one changes nothing any more.
    if (!(await Promise.race([isHit, isOpen()]))) return;
    await this.#lose('cut at a byte', bot, () => connection.cut());
  }

  async #halfOpen(bot: Bot, connection: ProxiedConnection): Promise<void> {
    const back = this.#options.recovery.watch('half-open', performance.now(), [joinsAnew(bot)]);
    connection.freeze();
    await this.#while(0, 500);
    await this.#attend(bot, back);
    await this.#while(0, 500);
    connection.thaw();
    await this.#while(200, 200);
    connection.cut();
  }

  async #disturb(connection: ProxiedConnection, weather: Weather): Promise<void> {
    connection.disturb(weather);
    await this.#while(200, 1_500);
    connection.disturb({});
  }

  async #secondTab(bot: Bot): Promise<void> {
    const { openTab, dice } = this.#options;
    const since = performance.now();
    const tab = await openTab(bot, 'beside');
    await this.#options.recovery.watch('second tab', since, [joinsAnew(tab)]);
    await this.#while(300, 1_500);
    if (dice.chance(0.5)) await tab.close();
  }

  async #newTab(bot: Bot): Promise<void> {
    const { openTab, recovery } = this.#options;
    const since = performance.now();
    const tab = await openTab(bot, 'in place of');
    await recovery.watch('new tab', since, [joinsAnew(tab)]);
  }

  #cutAt(from: number, to: number): CutAt {
    const { dice } = this.#options;
    return {
      direction: dice.pick(['up', 'down'] as const),
      byte: dice.between(from, to),
      how: dice.pick(['close', 'reset'] as const),
    };
  }

  async #while(from: number, to: number): Promise<void> {
    await wait(this.#options.dice.between(from, to));
  }
}
