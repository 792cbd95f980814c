import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A real coturn on 127.0.0.1 that relays within this machine, for tests alone. */
export interface Coturn {
  /** For UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
  readonly secret: string;
  /** Ends it as a failing machine would: nobody is told. */
  close(): Promise<void>;
}

export interface CoturnOptions {
  /** Paths of a certificate and its key (PEM): with them it takes TLS, too. */
  tls?: { cert: string; key: string };
}

/** What every coturn of ours shares with its server. */
export const COTURN_SECRET = 'shared with coturn in tests';

/** Of a STUN message with nothing in it, up to its transaction (RFC 8489, section 5). */
const BINDING_REQUEST = Buffer.from('000100002112a442', 'hex');

/** Starts Debian's `turnserver` and waits until it answers. Throws where there is none. */
export async function startCoturn({ tls }: CoturnOptions = {}): Promise<Coturn> {
  const directory = mkdtempSync(join(tmpdir(), 'coturn-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const certificate = tls ? [`--cert=${tls.cert}`, `--pkey=${tls.key}`] : ['--no-tls'];
  const child = spawn(
    'turnserver',
    [
      ...['-n', '--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--allow-loopback-peers'],
      ...[`--listening-port=${port}`, `--tls-listening-port=${tlsPort}`, '--no-dtls'],
      // Not of those that the system gives to everybody else.
      ...['--min-port=61000', '--max-port=65535'],
      ...[
        '--use-auth-secret',
        `--static-auth-secret=${COTURN_SECRET}`,
        '--realm=test',
        '--fingerprint',
      ],
      ...['--no-cli', '--no-multicast-peers', '--log-file=stdout', '--simple-log', ...certificate],
      ...[`--pidfile=${join(directory, 'pid')}`, `--userdb=${join(directory, 'users')}`],
    ],
    { cwd: directory, stdio: 'ignore' },
  );
  await untilListening(child, port);
  return {
    port,
    tlsPort,
    secret: COTURN_SECRET,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What coturn prints comes late, in blocks, and the system takes connections before it does. */
async function untilListening(child: ChildProcess, port: number): Promise<void> {
  let failure: unknown;
  child.once('error', (error) => (failure = error));
  while (!(await answers(port))) {
    if (failure !== undefined) throw new Error('turnserver is not here', { cause: failure });
    if (child.exitCode !== null) throw new Error(`turnserver ended with ${child.exitCode}`);
    await wait(20);
  }
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
