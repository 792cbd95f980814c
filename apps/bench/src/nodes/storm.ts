import { setTimeout as pause } from 'node:timers/promises';
import { newRooms, newTokens } from '../speed/accounts.ts';
import { rssOf } from '../speed/usage.ts';
import { quantile } from '../quantile.ts';
import { ms, table } from '../table.ts';
import { Client } from './client.ts';
import { Fleet, LAYOUTS, type Layout } from './fleet.ts';

const CLIENTS = 2_000;
const ROOMS = 100;
/** Milliseconds between two messages of the one in each room who writes. */
const WRITE_MS = 1_000;
/** Milliseconds until all are in, and until all are back: what is longer is a finding, and the run goes on without. */
const LONGEST_MS = 120_000;
/** People who come at a time, at the beginning. */
const AT_ONCE = 50;
const LOOK_MS = 100;
const CALM_MS = 3_000;

type Blow = { name: string; layout: Layout; strike: (fleet: Fleet) => Promise<void> };

const [MEMORY, , TWO] = LAYOUTS as [Layout, Layout, Layout];
const BLOWS: readonly Blow[] = [
  {
    name: 'one server, memory: killed, and started again',
    layout: MEMORY,
    strike: async (fleet) => {
      await fleet.end(0, 'SIGKILL');
      await fleet.restart(0);
    },
  },
  {
    name: 'two servers, Redis: one killed',
    layout: TWO,
    strike: (fleet) => fleet.end(1, 'SIGKILL'),
  },
  {
    name: 'two servers, Redis: one stopped (SIGTERM)',
    layout: TWO,
    strike: (fleet) => fleet.end(1, 'SIGTERM'),
  },
  {
    name: 'two servers, Redis: both killed, and started again',
    layout: TWO,
    strike: async (fleet) => {
      await Promise.all([fleet.end(0, 'SIGKILL'), fleet.end(1, 'SIGKILL')]);
      await Promise.all([fleet.restart(0), fleet.restart(1)]);
    },
  },
];

const HEAD = [
  'what happens',
  'cut off',
  'back p50',
  'p99',
  'the last',
  'not back',
  'written',
  'lost',
  'twice',
  'in another order',
  'memory of a server, before and at most',
];

/** Two thousand people in a hundred rooms lose their server while somebody in each room writes: all come back, with all. */
export async function storm(say: (text: string) => void): Promise<string> {
  const rows: string[][] = [];
  for (const blow of BLOWS) {
    rows.push(await weather(blow));
    say(rows.at(-1)?.join('  ') ?? '');
  }
  return table(HEAD, rows);
}

async function weather({ name, layout, strike }: Blow): Promise<string[]> {
  const fleet = await Fleet.start(layout);
  const crowd = new Crowd();
  try {
    await crowd.gather(fleet);
    const before = Math.max(...fleet.pids.map(rssOf));
    const peak = watchMemory(fleet);
    await pause(CALM_MS);
    const since = crowd.beginStorm();
    await strike(fleet);
    await until(() => crowd.areAllIn);
    crowd.fallSilent();
    await until(() => crowd.isSettled);
    const { lost, twice, reordered } = crowd.judge();
    const delays = crowd.returned.map((at) => at - since);
    const [p50, p99, last] = [0.5, 0.99, 1].map((share) => quantile(delays, share));
    return [
      name,
      String(crowd.cutOff),
      ...[p50, p99, last].map((value) => ms(value ?? NaN)),
      String(crowd.missing),
      String(crowd.written),
      ...[lost, twice, reordered].map(String),
      `${mebibytes(before)}, ${mebibytes(peak())}`,
    ];
  } finally {
    crowd.close();
    await fleet.close();
  }
}

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** The most memory that any server has from now on; the call gives it and ends the watch. */
function watchMemory(fleet: Fleet): () => number {
  let most = 0;
  const timer = setInterval(() => {
    for (const pid of fleet.pids) most = Math.max(most, memoryOf(pid));
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** None of one that is gone. */
function memoryOf(pid: number): number {
  try {
    return rssOf(pid) || 0;
  } catch {
    return 0;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo() && performance.now() - startedAt < LONGEST_MS) await pause(LOOK_MS);
}

class Crowd {
  readonly #clients: Client[] = [];
  readonly #cutOff = new Map<Client, number>();
  #isStorm = false;
  #writing: NodeJS.Timeout | undefined;

  async gather(fleet: Fleet): Promise<void> {
    const [port = 0] = fleet.ports;
    const rooms = await newRooms(port, ROOMS);
    const tokens = await newTokens(port, CLIENTS);
    const onTurn = (client: Client, isIn: boolean) => this.#turn(client, isIn);
    for (const [n, token] of tokens.entries()) {
      this.#clients.push(new Client({ fleet, room: rooms[n % ROOMS] ?? '', token, onTurn }));
      if (n % AT_ONCE === 0) await until(() => this.missing < AT_ONCE);
    }
    await until(() => this.areAllIn);
    if (!this.areAllIn) throw new Error(`${this.missing} of ${CLIENTS} are not in`);
    let count = 0;
    this.#writing = setInterval(() => {
      count += 1;
      for (const writer of this.#clients.slice(0, ROOMS)) writer.write(`Message ${count}`);
    }, WRITE_MS);
  }

  get missing(): number {
    return this.#clients.filter(({ isIn }) => !isIn).length;
  }

  get areAllIn(): boolean {
    return this.missing === 0;
  }

  get isSettled(): boolean {
    if (!this.#clients.every(({ isSettled }) => isSettled)) return false;
    // Whoever only reads has what was written last, too.
    return this.#clients.every((client, n) => this.#endOf(client) === this.#endOf(this.#first(n)));
  }

  /** Who was thrown out, and when those were back who are. */
  get cutOff(): number {
    return this.#cutOff.size;
  }

  get returned(): number[] {
    return [...this.#cutOff.values()].filter((at) => at > 0);
  }

  get written(): number {
    return this.#clients.reduce((sum, { written }) => sum + written.length, 0);
  }

  beginStorm(): number {
    this.#isStorm = true;
    return performance.now();
  }

  fallSilent(): void {
    clearInterval(this.#writing);
  }

  /** Against what was written, and against what the first one of each room sees. */
  judge(): { lost: number; twice: number; reordered: number } {
    const found = { lost: 0, twice: 0, reordered: 0 };
    for (const [n, client] of this.#clients.entries()) {
      const seen = client.state.messages.map(({ id }) => id);
      const unique = new Set(seen);
      const first = this.#first(n);
      found.twice += seen.length - unique.size;
      found.lost += first?.written.filter((id) => !unique.has(id)).length ?? 0;
      const order = first?.written.filter((id) => unique.has(id)).join();
      const own = new Set(first?.written);
      if (order !== seen.filter((id) => own.has(id)).join()) found.reordered += 1;
    }
    return found;
  }

  close(): void {
    clearInterval(this.#writing);
    for (const client of this.#clients) client.close();
  }

  /** The one who writes in the room of this one. */
  #first(n: number): Client | undefined {
    return this.#clients[n % ROOMS];
  }

  #endOf(client: Client | undefined): string | undefined {
    return client?.state.messages.at(-1)?.id;
  }

  #turn(client: Client, isIn: boolean): void {
    if (!this.#isStorm) return;
    if (!isIn) this.#cutOff.set(client, 0);
    else if (this.#cutOff.has(client)) this.#cutOff.set(client, performance.now());
  }
}
