import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

export const SETTINGS = fileURLToPath(new URL('../../../turn/turnserver.conf', import.meta.url));

/** Of a STUN message with nothing in it, up to its transaction (RFC 8489, section 5). */
const BINDING_REQUEST = Buffer.from('000100002112a442', 'hex');

export const TURN_SECRET = 'shared with coturn in this test';

/** Whether this machine has coturn; `npm test` says so where it has not. */
export const hasCoturn = (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
  try {
    accessSync(join(folder, 'turnserver'), constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** A real coturn with the project's settings; only addresses, ports and the secret are the test's. */
export interface Coturn {
  port: number;
  tlsPort: number;
  close(): Promise<void>;
}

export async function startCoturn({ cert, key }: { cert?: string; key?: string } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'coturn-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const tls = cert && key ? [`--cert=${cert}`, `--pkey=${key}`] : ['--no-tls'];
  const child = spawn(
    'turnserver',
    [
      ...['-c', SETTINGS, '--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--relay-ip=::1'],
      ...[`--listening-port=${port}`, `--tls-listening-port=${tlsPort}`],
      ...['--min-port=61000', '--max-port=61240', `--static-auth-secret=${TURN_SECRET}`, ...tls],
      ...['--realm=test', '--log-file=stdout', '--simple-log'],
      ...[`--pidfile=${join(directory, 'pid')}`, `--userdb=${join(directory, 'users')}`],
    ],
    { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const gone = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const close = async () => {
    child.kill('SIGKILL');
    await gone;
    rmSync(directory, { recursive: true, force: true });
  };
  // What it prints comes late, in blocks, and the system takes connections before it does.
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`coturn did not start:\n${output}`);
    await wait(20);
  }
  return { port, tlsPort, close } satisfies Coturn;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(Buffer.concat([BINDING_REQUEST, randomBytes(12)]));
    await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    return socket.bytesRead > 0;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
