import { randomId } from '../random-id.ts';
import { applyRoomInput } from '../room-reducer.ts';
import { SharedStorage } from '../shared-storage.ts';
import { checkDelivery } from './check-delivery.ts';
import { Intentions } from './intentions.ts';
import { messagesOf } from './model-log.ts';
import type { Remains } from './model-link.ts';
import { ModelServer } from './model-server.ts';
import { ModelTab, settled } from './model-tab.ts';

/** What can happen next, and how often it is drawn. */
export const WEIGHTS = {
  text: 12,
  edit: 3,
  remove: 1,
  react: 3,
  up: 30,
  down: 40,
  'copy-up': 1,
  'copy-down': 2,
  cut: 4,
  open: 12,
  reload: 2,
  shut: 1,
  late: 5,
  heartbeat: 2,
  busy: 1,
  deaf: 2,
  'back-up': 2,
  'roll-back': 1,
  'lose-all': 1,
  trim: 1,
  wait: 3,
} as const;

export type Action = keyof typeof WEIGHTS;

/** One step: `tab` and `pick` are drawn numbers, taken modulo what there is to choose from. */
export interface Step {
  action: Action;
  tab: number;
  pick: number;
}

export interface RunOptions {
  /** Lets time pass for all timers, in milliseconds. */
  pass: (ms: number) => void;
  reduce?: typeof applyRoomInput;
  /** Each step waits until everything has happened that waits for nothing but its turn. */
  isPatient?: boolean;
}

/** Rounds after which a run that still moves counts as stuck. */
const ROUNDS = 80;
/** Rounds, of a second each, between two heartbeats [P4]. */
const HEARTBEAT = 20;
/** What only a tab that is open can do. */
const IN_A_TAB = new Set<Action>(['text', 'edit', 'remove', 'react', 'reload', 'shut']);
const EMOJI = ['+1', 'ok'];

/** One run of the model: three people with four tabs, a server that breaks, and what is wrong when all is quiet. */
class Run {
  readonly #pass: (ms: number) => void;
  readonly #server = new ModelServer('r'.repeat(32));
  readonly #tabs: readonly ModelTab[];
  readonly #remains: Remains[] = [];
  readonly #intentions = new Intentions();
  #texts = 0;

  constructor({ pass, reduce = applyRoomInput }: RunOptions) {
    this.#pass = pass;
    // The first person has two tabs, which share a storage.
    const browsers = { A: new SharedStorage(), B: new SharedStorage(), C: new SharedStorage() };
    this.#tabs = (['A', 'A', 'B', 'C'] as const).map((initial, index) => {
      const name = `${initial}${index}`;
      const user = initial.repeat(22);
      const browser = browsers[initial];
      return new ModelTab({ server: this.#server, name, user, browser, reduce });
    });
  }

  async step({ action, tab: number, pick }: Step): Promise<void> {
    const tab = this.#tabs[number % this.#tabs.length];
    if (!tab) return;
    // Nobody writes in a tab that is closed; the server breaks all the same.
    if (tab.isShut && IN_A_TAB.has(action)) return;
    await this.#does[action](tab, pick);
  }

  /** The faults end; everything arrives; time passes until nothing moves any more. */
  async quiesce(): Promise<void> {
    this.#server.busy = 0;
    this.#server.deaf.clear();
    for (const tab of this.#tabs) if (tab.isShut) tab.reopen();
    await settled();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const tab of this.#tabs) tab.link.open();
      this.#deliverAll();
      if (this.#isCalm()) break;
      await settled();
      this.#pass(1_000);
      if (round % HEARTBEAT === HEARTBEAT - 1) this.#heartbeats();
    }
    this.#heartbeats();
    this.#deliverAll();
    this.#pass(1_000);
    this.#deliverAll();
  }

  faults(): string[] {
    const { log } = this.#server;
    const witnesses = this.#tabs.flatMap((tab) => tab.witnesses());
    const messages = messagesOf(log);
    const refused = this.#tabs.flatMap(({ client }) => client.state.outbox);
    return checkDelivery({
      entries: log.entries,
      messages,
      witnesses,
      ...this.#intentions.demands(refused),
    });
  }

  close(): void {
    for (const { client } of this.#tabs) client.close();
  }

  #heartbeats(): void {
    for (const { link } of this.#tabs) if (link.socket) this.#server.heartbeat(link.socket);
  }

  #deliverAll(): void {
    for (const remains of this.#remains.splice(0)) {
      for (const frame of remains.up) this.#server.receive(remains.socket, frame);
    }
    for (let turn = 0; turn < 500 && this.#tabs.some(({ link }) => !link.isQuiet); turn += 1) {
      for (const { link } of this.#tabs) {
        link.moveUp();
        link.moveDown();
      }
    }
  }

  #isCalm(): boolean {
    return this.#tabs.every(({ client, link }) => {
      const { phase, outbox } = client.state;
      return (
        link.isQuiet &&
        phase.status === 'joined' &&
        outbox.every(({ status }) => status === 'failed')
      );
    });
  }

  readonly #does: Record<Action, (tab: ModelTab, pick: number) => unknown> = {
    text: (tab) => tab.post(`text ${(this.#texts += 1)}`),
    edit: (tab, pick) =>
      this.#withOwn(tab, pick, (id) => {
        const text = `edited ${(this.#texts += 1)}`;
        this.#intentions.edited(tab.name, id, text);
        tab.client.edit(id, text);
      }),
    remove: (tab, pick) =>
      this.#withOwn(tab, pick, (id) => {
        this.#intentions.removed(id);
        if (tab.remove(id)) for (const each of this.#tabs) each.forget(id);
      }),
    react: (tab, pick) => {
      const live = tab.client.state.messages.filter(({ text }) => text !== null);
      const target = live[pick % live.length]?.id;
      const emoji = EMOJI[pick % EMOJI.length] ?? '';
      if (!target) return;
      const on = pick % 3 > 0;
      this.#intentions.reacted(tab.name, { target, emoji, user: tab.user, on });
      tab.client.react(target, emoji, on);
    },
    up: ({ link }) => link.moveUp(),
    down: ({ link }) => link.moveDown(),
    'copy-up': ({ link }) => link.moveUp(true),
    'copy-down': ({ link }) => link.moveDown(true),
    cut: ({ link }, pick) => this.#keep(link.cut(pick % 4)),
    open: (tab) => (tab.isShut ? tab.reopen() : tab.link.open()),
    reload: async (tab, pick) => {
      const producer = pick % 2 ? tab.link.producer : randomId();
      this.#keep(await tab.reload(producer));
    },
    shut: async (tab) => this.#keep(await tab.shut()),
    late: (_, pick) => {
      const remains = this.#remains[pick % this.#remains.length];
      const frame = remains?.up.shift();
      if (remains && frame) this.#server.receive(remains.socket, frame);
    },
    heartbeat: ({ link }) => link.socket && this.#server.heartbeat(link.socket),
    busy: (_, pick) => (this.#server.busy = pick % 4),
    deaf: ({ link }) => link.socket && this.#server.deaf.add(link.socket),
    'back-up': () => this.#server.backUp(),
    'roll-back': (_, pick) => this.#break(() => this.#server.rollBack(), pick),
    'lose-all': (_, pick) => this.#break(() => this.#server.loseAll(), pick),
    trim: () => this.#server.trim(),
    wait: (_, pick) => this.#pass(pick % 1_500),
  };

  /** With the log, the server itself goes down, or only what it keeps the log in. */
  #break(lose: () => void, pick: number): void {
    lose();
    if (pick % 2 === 0) return;
    this.#remains.length = 0;
    for (const { link } of this.#tabs) link.cut(0);
  }

  #withOwn(tab: ModelTab, pick: number, act: (id: string) => void): void {
    const own = tab.ownTexts();
    const id = own[pick % own.length];
    if (id !== undefined) act(id);
  }

  #keep(remains: Remains | null): void {
    if (remains && remains.up.length > 0) this.#remains.push(remains);
  }
}

/** What is wrong after a schedule; empty when all is well. */
export async function runSchedule(steps: readonly Step[], options: RunOptions): Promise<string[]> {
  const run = new Run(options);
  const pause = options.isPatient ? settled : () => Promise.resolve();
  for (const step of steps) {
    await pause();
    await run.step(step);
  }
  await run.quiesce();
  const faults = run.faults();
  run.close();
  return faults;
}
