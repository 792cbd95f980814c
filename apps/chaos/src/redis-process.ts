import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/**
 * A Redis in a process of its own, on one port of 127.0.0.1 and with one directory, over all restarts. It saves when it is
 * told to and at no other time, so that a kill takes it back in time. It does not outlive ours.
 */
export class RedisProcess {
  readonly port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'chat-chaos-redis-'));
  readonly #settings: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(port: number, settings: readonly string[]) {
    this.port = port;
    this.#settings = settings;
    process.once('exit', this.#killNow);
  }

  /** `settings` as on the command line of redis-server. */
  static async start(settings: readonly string[] = []): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort(), settings);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, or starts it again with what it saved. */
  async start(): Promise<void> {
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', ''];
    const where = ['--dir', this.#directory, '--enable-debug-command', 'local'];
    const child = spawn('redis-server', [...own, ...where, ...this.#settings], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error('redis-server did not start')));
      child.stdout.on('data', (data: Buffer) => {
        if (data.toString().includes('Ready to accept connections')) resolve();
      });
    });
  }

  /** What an operator would type into redis-cli, with the beginning of what comes back. */
  async command(line: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      socket.write(`${line}\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it for good and removes what it saved. */
  async close(): Promise<void> {
    await this.kill();
    process.off('exit', this.#killNow);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  readonly #killNow = () => void this.#child?.kill('SIGKILL');
}
