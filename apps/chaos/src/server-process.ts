import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
/** From `src` as from `dist`. */
const WATCH = new URL('../src/loop-watch.mjs', import.meta.url).href;
/** Milliseconds after which a server that is not ready has failed. */
const START_MS = 90_000;

/** All bots come from one address, and write faster than people. */
const UNLIMITED = {
  LIMIT_REQUESTS: '1000000',
  LIMIT_USERS: '1000000',
  LIMIT_ROOMS: '1000000',
  LIMIT_FRAMES: '1000000',
  LIMIT_SOCKETS: '1000000',
  LIMIT_ADDRESS_SOCKETS: '1000000',
};

/** Everybody comes from one address here and writes as fast as they can: that is not what is tested. */
const NO_LIMITS = Object.fromEntries(
  [
    'LIMIT_REQUESTS',
    'LIMIT_USERS',
    'LIMIT_ROOMS',
    'LIMIT_FRAMES',
    'LIMIT_SOCKETS',
    'LIMIT_ADDRESS_SOCKETS',
    'LIMIT_CONNECTIONS',
  ].map((name) => [name, '1000000000']),
);

type Exit = { code: number | null; signal: NodeJS.Signals | null };

/**
 * The built server in a process of its own, on one port of 127.0.0.1 and with one data directory, over all restarts.
 * Signals go to this process alone; it does not outlive ours.
 */
export class ServerProcess {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'chat-chaos-'));
  readonly #settings: Record<string, string>;
  readonly #isWatched: boolean;
  #child: ChildProcess | undefined;
  #port = 0;
  #output = '';
  #vitals: unknown;
  #isUp = false;

  private constructor(settings: Record<string, string>, isWatched: boolean) {
    this.#settings = settings;
    this.#isWatched = isWatched;
    process.once('exit', this.#killNow);
  }

  /** `isWatched`: it says how it is, see loop-watch.mjs. */
  static async start(
    settings: Record<string, string> = {},
    { isWatched = false } = {},
  ): Promise<ServerProcess> {
    const server = new ServerProcess(settings, isWatched);
    await server.start();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The last of what it printed, of all its lives. */
  get output(): string {
    return this.#output;
  }

  /** Whether it said that it is ready, and has not been told to end since. */
  get isUp(): boolean {
    return this.#isUp && !this.hasEnded;
  }

  get hasEnded(): boolean {
    return this.#child?.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What it said last of how it is. */
  get vitals(): unknown {
    return this.#vitals;
  }

  /** Waits until it says how it is, or is gone. */
  async newVitals(): Promise<void> {
    const child = this.#child;
    if (!child || this.hasEnded) return;
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
  }

  /** Starts it, or starts it again on the port that it had. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    const env = {
      HOST: '127.0.0.1',
      PORT: String(this.#port),
      DATA_DIR: this.#dataDir,
      LOG_LEVEL: 'warn',
      ...NO_LIMITS,
      ...UNLIMITED,
      ...this.#settings,
    };
    const watch = this.#isWatched ? ['--import', WATCH] : [];
    const child = spawn(process.execPath, [...watch, MAIN], {
      env,
      cwd: this.#dataDir,
      stdio: ['ignore', 'pipe', 'pipe', ...(this.#isWatched ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    child.on('message', (vitals) => (this.#vitals = vitals));
    child.once('exit', (code, signal) => {
      if (!this.#isUp || child !== this.#child) return;
      process.stderr.write(`A server ended by itself (${code ?? signal}):\n${this.#output}\n`);
    });
    this.#port = await this.#whenReady(child);
    this.#isUp = true;
  }

  /** Sends a signal that ends it, and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Exit> {
    this.#isUp = false;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
    }
    const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    child.kill(signal);
    const [code, by] = await gone;
    return { code, signal: by };
  }

  /** Stops it where it is, as a sleeping machine; nothing is told to anybody. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends it for good and removes its data. */
  async close(): Promise<void> {
    await this.end('SIGKILL');
    process.off('exit', this.#killNow);
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  readonly #killNow = () => void this.#child?.kill('SIGKILL');

  #whenReady(child: ChildProcess): Promise<number> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        clearTimeout(timeout);
        reject(new Error(`The server did not start:\n${this.#output}`));
      };
      const timeout = setTimeout(fail, START_MS);
      child.once('exit', fail);
      let said = '';
      const listen = (data: Buffer) => {
        said = (said + data.toString()).slice(-10_000);
        this.#output = (this.#output + data.toString()).slice(-10_000);
        const port = /ready at https?:\/\/[^\s:]+:(\d+)/.exec(said)?.[1];
        if (!port) return;
        clearTimeout(timeout);
        child.off('exit', fail);
        resolve(Number(port));
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
    });
  }
}
