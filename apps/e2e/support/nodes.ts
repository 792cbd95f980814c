import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@chat/chaos/free-port';
import { RedisProcess } from '@chat/chaos/redis-process';
import { startServer, type TestServer } from './server.ts';

const EXAMPLE = fileURLToPath(new URL('../../../deploy/nginx/chat.conf', import.meta.url));

/** Two servers on one Redis behind nginx, by the example that we give to operators; a person may meet either at any time. */
export async function startNodes(settings: NodeJS.ProcessEnv = {}): Promise<TestServer> {
  const redis = await RedisProcess.start();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const shared = {
    STORE: redis.url,
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_ORIGIN: url,
    ...settings,
  };
  const servers = [await startServer(shared), await startServer(shared)];
  const nginx = await startNginx(port, servers);
  const all = async (step: (server: TestServer) => Promise<void>) => {
    await Promise.all(servers.map(step));
  };
  return {
    url,
    stop: (signal) => all((server) => server.stop(signal)),
    start: () => all((server) => server.start()),
    close: async () => {
      await nginx.close();
      await all((server) => server.close());
      await redis.close();
    },
  };
}

async function startNginx(
  port: number,
  servers: TestServer[],
): Promise<{ close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'chat-e2e-nginx-'));
  const [first = '', second = ''] = servers.map(({ url }) => `127.0.0.1:${new URL(url).port}`);
  // A browser takes localhost for safe without a certificate; all else is as in the example.
  const example = readFileSync(EXAMPLE, 'utf8')
    .replace('127.0.0.1:3000', first)
    .replace('127.0.0.1:3001', second)
    .replace(/server \{\n +listen 80;[^}]*\}\n/, '')
    .replace(/^ +(listen \[::\]|ssl_).*\n/gm, '')
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replaceAll('$host', '$http_host');
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
  const main = `daemon off; pid ${join(folder, 'pid')}; error_log stderr;
    worker_processes 1; events {} http { ${temporary} ${example} }`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
  const child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  await Promise.race([
    listening(port),
    gone.then(() => Promise.reject(new Error('nginx did not start'))),
  ]);
  return {
    close: async () => {
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
