import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@chat/chaos/free-port';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** The people of all tests come from one address, and are faster than people. */
const UNLIMITED = {
  LIMIT_REQUESTS: '1000000',
  LIMIT_USERS: '1000000',
  LIMIT_ROOMS: '1000000',
  LIMIT_ADDRESS_SOCKETS: '1000000',
};

/** A real server of ours in a process of its own, on a free port of 127.0.0.1. */
export interface TestServer {
  /** Where it is: `http://localhost:<port>`, the same after a restart. */
  readonly url: string;
  /** Ends it as an operator would and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again where it was, with the same data directory: what an operator's supervisor does. */
  start(): Promise<void>;
  /** Stops it for good and removes what it kept. */
  close(): Promise<void>;
}

interface Running {
  child: ChildProcess;
  gone: Promise<unknown>;
  url: string;
}

/** Starts the built server and waits until it says where it is. */
export async function startServer(settings: NodeJS.ProcessEnv = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chat-e2e-'));
  const environment = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...UNLIMITED,
    ...settings,
  };
  let running = await run(environment, dataDir);
  const { url } = running;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const { child, gone } = running;
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
  };
  return {
    url,
    stop,
    start: async () => {
      running = await run(environment, dataDir);
    },
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(environment: NodeJS.ProcessEnv, cwd: string): Promise<Running> {
  const child = spawn(process.execPath, [MAIN], {
    env: environment,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data.toString();
        const url = /ready at (https?:\/\/\S+)/.exec(output)?.[1];
        if (url) resolve(url);
      });
    }
    void gone.then(() => reject(new Error(`The server did not start:\n${output}`)));
  });
  return { child, gone, url: await ready };
}
