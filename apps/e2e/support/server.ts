import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** A real server of ours in a process of its own, on a free port of 127.0.0.1. */
export interface TestServer {
  /** Where it is: `http://localhost:<port>`. */
  readonly url: string;
  /** Everything that it printed. */
  output(): string;
  /** Ends it as an operator would and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const environment = (dataDir: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOST: '127.0.0.1',
  PORT: '0',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'warn',
});

/** Starts the built server and waits until it says where it is. */
export async function startServer(settings: NodeJS.ProcessEnv = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chat-e2e-'));
  const child = spawn(process.execPath, [MAIN], {
    env: { ...environment(dataDir), ...settings },
    cwd: dataDir,
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
  const url = await ready;
  return {
    url,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      end(child, signal);
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
