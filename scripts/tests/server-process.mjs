import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../apps/chaos/src/free-port.ts';
import { workspace } from './workspace-files.mjs';

export { freePort };

// What the tests of proxies and images start and ask: real programs on free ports, gone when the test is over.

/** Whether a program is on this machine; `npm test` says so where it is not. */
export function hasProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export function temporaryFolder(onFinished) {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts a program and resolves when its output has what `isReady` looks for, or when it takes connections on `port`;
 * rejects with the output if it ends before.
 */
export async function startProgram({ command, args, env, isReady, port }, onFinished) {
  const child = spawn(command, args, {
    cwd: workspace,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const close = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onFinished(close);
  let output = '';
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
        if (isReady?.(output)) resolve();
      });
    }
    if (port !== undefined) void listening(port, () => child.exitCode === null).then(resolve);
    void gone.then(() => reject(new Error(`${command} ended:\n${output}`)));
    child.once('error', reject);
  });
  return { output, close };
}

async function listening(port, isAlive) {
  while (isAlive()) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await wait(20);
    } finally {
      socket.destroy();
    }
  }
  // It ended: the rejection says so.
  await new Promise(() => undefined);
}

/** The server, from its sources. */
export async function startServer(env, onFinished) {
  const { output, close } = await startProgram(
    {
      command: process.execPath,
      args: ['--import', 'tsx', 'apps/server/src/main.ts'],
      env: {
        HOST: '127.0.0.1',
        PORT: '0',
        SESSION_SECRET: 'a secret for tests of 32 characters',
        ...env,
      },
      isReady: (text) => text.includes('Chat is ready at'),
    },
    onFinished,
  );
  const [, port] = /Chat is ready at https?:\/\/[^:]+:(\d+)/.exec(output);
  return { port: Number(port), close };
}

/** An answer as `{status, body}`, whatever the certificate. */
export function ask(url, { method = 'GET', headers = {}, json } = {}) {
  const request = url.startsWith('https') ? overHttps : overHttp;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...type, ...headers }, rejectUnauthorized: false };
    const asked = request(url, { ...options, agent: false }, (reply) => {
      let body = '';
      reply.setEncoding('utf8').on('data', (part) => (body += part));
      reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, body }));
    });
    asked.on('error', reject);
    asked.end(json === undefined ? undefined : JSON.stringify(json));
  });
}
