import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@chat/chaos/free-port';
import { newRooms, newTokens } from '../speed/accounts.ts';
import { table } from '../table.ts';
import { Client } from './client.ts';
import { Fleet, LAYOUTS, type Layout } from './fleet.ts';
import { slopeOf } from './slope.ts';

const ROOMS = 10;
const PEOPLE = 40;
/** Milliseconds between two messages, and between two people who go and come back. */
const WRITE_MS = 250;
const CHURN_MS = 1_000;
const MINUTE_MS = 60_000;
/** Milliseconds until garbage is collected. */
const COLLECTION_MS = 1_500;
/** Minutes in which code is compiled and caches fill: they do not count. */
const WARM_UP = 5;
const COLLECTOR = new URL('../speed/collect-on-signal.mjs', import.meta.url).href;

const FIGURES = {
  heap: 'nodejs_heap_size_used_bytes',
  rss: 'process_resident_memory_bytes',
  files: 'process_open_fds',
} as const;
type Figures = Record<keyof typeof FIGURES, number>;
type Reading = { minute: number; servers: Figures[]; redis: number };

const [, , TWO] = LAYOUTS as [Layout, Layout, Layout];

/** A light load on two servers for so many minutes: forty people in ten rooms who write, go, and come back. */
export async function soak(minutes: number, say: (text: string) => void): Promise<string> {
  const ports = [await freePort(), await freePort()];
  const fleet = await Fleet.start(TWO, {
    node: ['--expose-gc', '--import', COLLECTOR],
    settings: (server) => ({ METRICS_PORT: String(ports[server]) }),
  });
  const readings: Reading[] = [];
  const read = async (minute: number) => {
    fleet.collectGarbage();
    await pause(COLLECTION_MS);
    const servers = await Promise.all(ports.map(figuresOf));
    const reading = { minute, servers, redis: fleet.redisRss() };
    readings.push(reading);
    say(rowOf(reading).join('  '));
  };
  const company = await Company.gather(fleet);
  try {
    for (let minute = 1; minute <= minutes; minute += 1) {
      await pause(MINUTE_MS - COLLECTION_MS);
      await read(minute);
    }
    const { written, visits } = company;
    await company.close();
    await pause(COLLECTION_MS);
    await read(minutes + 1);
    return report(readings, { minutes, written, visits });
  } finally {
    await company.close();
    await fleet.close();
  }
}

async function figuresOf(port: number): Promise<Figures> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { heap: value(FIGURES.heap), rss: value(FIGURES.rss), files: value(FIGURES.files) };
}

class Company {
  readonly #fleet: Fleet;
  readonly #rooms: readonly string[];
  readonly #tokens: readonly string[];
  readonly #clients: Client[];
  readonly #timers: NodeJS.Timeout[];
  written = 0;
  visits = 0;

  private constructor(fleet: Fleet, rooms: readonly string[], tokens: readonly string[]) {
    this.#fleet = fleet;
    this.#rooms = rooms;
    this.#tokens = tokens;
    this.#clients = tokens.map((_, n) => this.#enter(n));
    this.#timers = [
      setInterval(() => this.#write(), WRITE_MS),
      setInterval(() => this.#change(), CHURN_MS),
    ];
  }

  static async gather(fleet: Fleet): Promise<Company> {
    const [port = 0] = fleet.ports;
    return new Company(fleet, await newRooms(port, ROOMS), await newTokens(port, PEOPLE));
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const client of this.#clients.splice(0)) client.close();
    await pause(0);
  }

  #enter(n: number): Client {
    this.visits += 1;
    const room = this.#rooms[n % ROOMS] ?? '';
    return new Client({ fleet: this.#fleet, room, token: this.#tokens[n] ?? '' });
  }

  #write(): void {
    this.written += 1;
    const client = this.#clients[this.written % this.#clients.length];
    if (client?.isIn) client.write(`Message ${this.written}`);
  }

  /** One of them goes, and is back at once by the other server, as another tab. */
  #change(): void {
    const n = this.visits % this.#clients.length;
    this.#clients[n]?.close();
    this.#clients[n] = this.#enter(n);
  }
}

const MIB = 2 ** 20;
const HEAD = [
  'minute',
  'heap A',
  'heap B',
  'memory A',
  'memory B',
  'files A',
  'files B',
  'memory of Redis',
];

function rowOf({ minute, servers, redis }: Reading): string[] {
  const cells = (name: keyof Figures, unit: number, digits: number) =>
    servers.map((figures) => (figures[name] / unit).toFixed(digits));
  return [
    String(minute),
    ...cells('heap', MIB, 2),
    ...cells('rss', MIB, 0),
    ...cells('files', 1, 0),
    (redis / MIB).toFixed(0),
  ];
}

type Work = { minutes: number; written: number; visits: number };

/** The last reading is that of when everybody had gone. */
function report(readings: readonly Reading[], { minutes, written, visits }: Work): string {
  const counted = readings.filter(({ minute }) => minute > WARM_UP && minute <= minutes);
  const slopes = [0, 1].map((server) => {
    const points = counted.map(
      ({ minute, servers }) => [minute, (servers[server]?.heap ?? NaN) / 1024] as const,
    );
    return `${slopeOf(points).toFixed(1)} KiB a minute`;
  });
  return (
    `${written} messages, ${visits} visits in ${minutes} minutes. The heap after garbage was collected rises by ` +
    `${slopes.join(' and ')} (from minute ${WARM_UP + 1} on). MiB; the last line is when everybody had gone:\n\n` +
    table(HEAD, readings.map(rowOf))
  );
}
