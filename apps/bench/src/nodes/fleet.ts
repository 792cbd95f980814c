import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { freePort } from '@chat/chaos/free-port';
import { CORES, end, portOf, startPinned, whenOpen } from '../speed/pinned.ts';
import { makeScratch } from '../speed/scratch.ts';
import { ours } from '../speed/subjects.ts';
import { rssOf } from '../speed/usage.ts';

/** How many servers there are, and where they keep rooms. */
export interface Layout {
  name: string;
  servers: number;
  store: 'memory' | 'redis';
}

export const LAYOUTS: readonly Layout[] = [
  { name: 'one server, memory', servers: 1, store: 'memory' },
  { name: 'one server, Redis', servers: 1, store: 'redis' },
  { name: 'two servers, Redis', servers: 2, store: 'redis' },
];

export interface FleetOptions {
  /** Arguments for Node. */
  node?: readonly string[];
  /** Of the server with this number. */
  settings?: (server: number) => Record<string, string>;
}

/** One server with its memory, or some that share a Redis of their own; all on the core that is not the load's. */
export class Fleet {
  readonly layout: Layout;
  readonly redis: ChildProcess | undefined;
  readonly #options: FleetOptions;
  readonly #shared: Record<string, string>;
  readonly #servers: { child: ChildProcess; port: number }[] = [];
  #turn = 0;

  private constructor(
    layout: Layout,
    options: FleetOptions,
    redis?: { child: ChildProcess; url: string },
  ) {
    this.layout = layout;
    this.#options = options;
    this.redis = redis?.child;
    const secret = randomBytes(32).toString('base64url');
    this.#shared = { SESSION_SECRET: secret, ...(redis && { STORE: redis.url }) };
  }

  static async start(layout: Layout, options: FleetOptions = {}): Promise<Fleet> {
    const redis = layout.store === 'redis' ? await startRedis() : undefined;
    const fleet = new Fleet(layout, options, redis);
    try {
      for (let server = 0; server < layout.servers; server += 1) await fleet.#startServer(server);
    } catch (error) {
      await fleet.close();
      throw error;
    }
    return fleet;
  }

  get ports(): number[] {
    return this.#servers.map(({ port }) => port);
  }

  get pids(): number[] {
    return this.#servers.map(({ child }) => child.pid ?? 0);
  }

  /** A server that is up, each time another one: what a load balancer would choose. */
  nextPort(): number {
    this.#turn += 1;
    const up = this.#servers.filter(({ child }) => isUp(child));
    const among = up.length > 0 ? up : this.#servers;
    return among[this.#turn % among.length]?.port ?? 0;
  }

  /** Bytes of Redis in memory; none where there is none. */
  redisRss(): number {
    return this.redis?.pid === undefined ? 0 : rssOf(this.redis.pid);
  }

  collectGarbage(): void {
    for (const { child } of this.#servers) child.kill('SIGWINCH');
  }

  /** Ends one; `SIGTERM` waits until it has taken leave. */
  async end(server: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const one = this.#servers[server];
    if (one) await end(one.child, signal);
  }

  /** Starts one again where it was. */
  restart(server: number): Promise<void> {
    return this.#startServer(server);
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map(({ child }) => end(child)));
    if (this.redis) await end(this.redis);
  }

  async #startServer(server: number): Promise<void> {
    const port = this.#servers[server]?.port ?? (await freePort());
    const settings = {
      ...this.#shared,
      ...this.#options.settings?.(server),
      PORT: String(port),
    };
    const { node = [] } = this.#options;
    const child = startPinned(CORES.server, ours.program({ node, settings }));
    this.#servers[server] = { child, port };
    await portOf(child);
  }
}

const isUp = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

async function startRedis(): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = startPinned(CORES.server, {
    command: ['redis-server', ...words],
    cwd: makeScratch(),
  });
  child.stdout?.resume();
  await whenOpen(child, port);
  return { child, url: `redis://127.0.0.1:${port}` };
}
