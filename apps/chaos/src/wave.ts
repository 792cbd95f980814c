import { setTimeout as wait } from 'node:timers/promises';
import type { RoomId } from '@chat/protocol';
import { createApi } from '@chat/sdk';
import { Agenda } from './agenda.ts';
import { Bot, type BotOptions, type Person } from './bot.ts';
import { Browser } from './browser.ts';
import { addCounts, checkRoom, noHarm, type Counts } from './checker.ts';
import type { Dice } from './dice.ts';
import { Faults, type FaultsOptions } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { readLog } from './read-log.ts';
import type { Recovery } from './recovery.ts';
import type { ProducerRecord } from './room-record.ts';
import { patiently } from './patiently.ts';
import { planFaults, type FaultKind, type ServerFault } from './schedule.ts';
import { until } from './until.ts';

export interface WaveOptions {
  fleet: Fleet;
  /** The members of each room. */
  people: readonly (readonly Person[])[];
  messages: number;
  faults: number;
  serverFaults: readonly ServerFault[];
  /** Messages a second, at most. */
  pace: number;
  /** Entries that somebody writes at one go, at most. */
  burst: number;
  settleMs: number;
  dice: Dice;
  recovery: Recovery;
}

export interface WaveResult extends Counts {
  messages: number;
  changes: number;
  faults: Map<FaultKind, number>;
  findings: string[];
  snapshots: number;
  resumes: number;
  reoffers: number;
}

interface Scene {
  id: RoomId;
  /** All who were ever in it. */
  bots: Bot[];
}

/** Entries that may wait in a tab before its person stops writing. */
const PATIENCE = 20;
/** Milliseconds between two looks at the page at the end. */
const LOOK_MS = 500;
/** Milliseconds between two looks at what is due. */
const TICK_MS = 10;
/**
 * Some rooms for less than a minute: everybody writes, things break, everything comes to rest, and the checker says what
 * came of it. So short, because then all that was confirmed is in the re-offer window [P25] whenever the server dies:
 * nothing at all may be missing.
 */
export class Wave {
  readonly #options: WaveOptions;
  readonly #scenes: Scene[] = [];
  readonly #bots: Bot[] = [];
  readonly #agenda = new Agenda();
  #messages = 0;
  #changes = 0;

  constructor(options: WaveOptions) {
    this.#options = options;
  }

  async run(): Promise<WaveResult> {
    const { fleet, dice, recovery } = this.#options;
    await this.#open();
    const openTab: FaultsOptions['openTab'] = (bot, how) => this.#openTab(bot, how);
    const bots = this.#bots;
    const agenda = this.#agenda;
    const faults = new Faults({ fleet, bots, dice, agenda, recovery, openTab });
    await this.#write(faults);
    const looking = setInterval(() => this.#lookAround(), LOOK_MS);
    await agenda.idle(this.#options.settleMs);
    await Promise.all(this.#scenes.map((scene) => this.#settle(scene)));
    clearInterval(looking);
    const result = await this.#judge(faults);
    await this.#end();
    return result;
  }

  /** Closes all tabs, also one that a job which took too long has yet to open: it would live for ever. */
  async #end(): Promise<void> {
    const closeAll = () => Promise.all(this.#alive().map((bot) => bot.close()));
    await closeAll();
    await this.#agenda.ended(closeAll);
  }

  #alive(): Bot[] {
    return this.#bots.filter(({ isOver }) => !isOver);
  }

  async #open(): Promise<void> {
    const { fleet, people } = this.#options;
    for (const members of people) {
      const token = members[0]?.token ?? '';
      const api = createApi({ origin: fleet.origin, token });
      const { id } = await patiently(() => api.createRoom({}));
      const scene: Scene = { id, bots: [] };
      this.#scenes.push(scene);
      await Promise.all(
        members.map((person) => this.#enter(scene, { person, browser: new Browser() })),
      );
    }
    const joined = (bot: Bot) => until(bot, () => bot.isJoined);
    await Promise.all(this.#bots.map(joined));
  }

  async #enter(
    scene: Scene,
    tab: Pick<BotOptions, 'person' | 'browser' | 'isSecondTab' | 'inPlaceOf'>,
  ): Promise<Bot> {
    const { fleet, dice } = this.#options;
    const target = () => fleet.port();
    const bot = await Bot.start({ ...tab, room: scene.id, target, dice });
    scene.bots.push(bot);
    this.#bots.push(bot);
    return bot;
  }

  async #openTab(bot: Bot, how: 'beside' | 'in place of'): Promise<Bot> {
    const scene = this.#scenes.find(({ bots }) => bots.includes(bot));
    if (!scene) throw new Error('A tab is in no room.');
    const { person, browser, isSecondTab } = bot;
    if (how === 'beside') return this.#enter(scene, { person, browser, isSecondTab: true });
    return this.#enter(scene, { person, browser, isSecondTab, inPlaceOf: bot });
  }

  /** Everybody writes in turn, as the pace allows; each fault comes when its number of messages is written. */
  async #write(faults: Faults): Promise<void> {
    const { messages, pace } = this.#options;
    const planned = planFaults(this.#options);
    let due = 0;
    let last = performance.now();
    let turn = 0;
    while (this.#messages < messages || planned.length > 0) {
      const elapsed = performance.now() - last;
      last += elapsed;
      // A tick that came late says that the machine has enough to do: what was not written then is not made up for.
      due = Math.min(messages, due + (Math.min(elapsed, 2 * TICK_MS) * pace) / 1_000);
      for (let misses = 0; this.#messages < due && misses < this.#bots.length; turn++) {
        const bot = this.#bots[turn % this.#bots.length];
        misses = bot && this.#writeBurst(bot) ? 0 : misses + 1;
      }
      while (planned[0] && planned[0].at <= this.#messages && faults.inject(planned[0].kind)) {
        planned.shift();
      }
      await wait(TICK_MS);
      this.#agenda.check();
    }
  }

  /** True when it wrote anything. */
  #writeBurst(bot: Bot): boolean {
    const { dice, burst, messages } = this.#options;
    let left = dice.between(1, burst);
    const isGoing = () => left > 0 && this.#messages < messages && this.#writeAt(bot);
    if (!isGoing()) return false;
    do left -= 1;
    while (isGoing());
    return true;
  }

  #writeAt(bot: Bot): boolean {
    if (bot.isOver || bot.unconfirmed >= PATIENCE) return false;
    const kind = bot.write();
    if (kind === 'text') this.#messages += 1;
    else if (kind !== null) this.#changes += 1;
    return kind !== null;
  }

  /** At the end everybody wants to see the end: who is cut off tries again. */
  #lookAround(): void {
    for (const bot of this.#alive()) if (bot.isBackingOff) bot.look();
  }

  /** Waits until all have sent everything and stand at the same place of the log. */
  async #settle({ bots }: Scene): Promise<void> {
    const alive = bots.filter(({ isOver }) => !isOver);
    const places = () => new Set(alive.map(({ state }) => JSON.stringify(state.position)));
    const isAtRest = () => alive.every(({ isSettled }) => isSettled) && places().size === 1;
    const limit = new AbortController();
    const rest = Promise.race(alive.map((bot) => until(bot, isAtRest)));
    const { settleMs } = this.#options;
    const timeout = wait(settleMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([rest, timeout]);
    limit.abort();
  }

  async #judge(faults: Faults): Promise<WaveResult> {
    const verdicts = await Promise.all(this.#scenes.map((scene) => this.#judgeScene(scene)));
    const counts = verdicts.reduce<Counts>(addCounts, noHarm());
    const findings = verdicts.flatMap((verdict) => verdict.findings);
    const sum = (of: (bot: Bot) => number) => this.#bots.reduce((all, bot) => all + of(bot), 0);
    return {
      ...counts,
      duplicate: counts.duplicate + sum(({ ledger }) => ledger.watch.harms.duplicate),
      reordered: counts.reordered + sum(({ ledger }) => ledger.watch.harms.reordered),
      messages: this.#messages,
      changes: this.#changes,
      faults: faults.counts,
      findings,
      snapshots: sum(({ sightings }) => sightings.snapshots),
      resumes: sum(({ sightings }) => sightings.resumes),
      reoffers: sum(({ ledger }) => ledger.reoffers),
    };
  }

  async #judgeScene({ id, bots }: Scene) {
    const alive = bots.filter(({ isOver }) => !isOver);
    for (const bot of alive) bot.ledger.end(bot.state);
    const token = alive[0]?.person.token ?? '';
    const api = createApi({ origin: this.#options.fleet.origin, token });
    const log = await readLog(api, id);
    const producers = bots.map((bot) => recordOf(bot, bots));
    const verdict = checkRoom({ producers, views: alive.map((bot) => bot.view()), log });
    return { ...verdict, findings: verdict.findings.map((sentence) => `${id} ${sentence}`) };
  }
}

/** What a tab wrote, and what became of it also after it was closed, in the tabs that took it over. */
function recordOf({ ledger, browser, producer }: Bot, bots: readonly Bot[]): ProducerRecord {
  const [, ...heirs] = browser.lineOf(producer);
  const line = [producer, ...heirs];
  const after = bots.filter((bot) => heirs.includes(bot.producer));
  return {
    ...ledger.record,
    epochChanges: [...ledger.record.epochChanges, ...after.flatMap((bot) => bot.ledger.entered)],
    isAlive: livesOn(line, bots),
    isMerged: browser.isMerged(producer),
  };
}

/** Some tab is there that holds what was written there, or has come in its place and has to hold it. */
function livesOn(line: readonly string[], bots: readonly Bot[]): boolean {
  return bots.some(({ isOver, producer, inPlaceOf }) => {
    const isIt = line.includes(producer) || line.includes(inPlaceOf?.producer ?? '');
    return isIt && !isOver;
  });
}
