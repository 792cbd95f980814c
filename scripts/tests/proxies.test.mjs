import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { workspace } from './workspace-files.mjs';
import {
  ask,
  freePort,
  hasProgram,
  startProgram,
  startServer,
  temporaryFolder,
} from './server-process.mjs';

// The examples of proxies, run as they are but for addresses and certificates, before real servers.

const PROXIED = { TRUSTED_PROXIES: '127.0.0.1', LIMIT_USERS: '2', METRICS_PORT: '0' };
const HELLO = JSON.stringify({ type: 'hello', version: 1, producer: 'p'.repeat(22) });

/** What works through a proxy: the API, the socket, and that nobody chooses the address that they are counted by [S20]. */
async function expectServed(origin) {
  const json = { name: 'Ada', session: 'bearer' };
  const create = (headers) => ask(`${origin}/api/users`, { method: 'POST', json, headers });
  const made = await create({});
  expect(made.status).toBe(201);
  const { token } = JSON.parse(made.body);
  const authorization = `Bearer ${token}`;
  expect((await ask(`${origin}/api/users/me`, { headers: { authorization } })).status).toBe(200);
  expect((await ask(`${origin}/metrics`)).status).toBe(404);

  const ws = new WebSocket(`${origin.replace('http', 'ws')}/ws`, {
    headers: { authorization },
    rejectUnauthorized: false,
  });
  onTestFinished(() => ws.terminate());
  await once(ws, 'open');
  ws.send(HELLO);
  const [welcome] = await once(ws, 'message');
  expect(JSON.parse(welcome)).toMatchObject({ type: 'welcome', user: { name: 'Ada' } });

  await create({});
  for (const address of ['192.0.2.1', '192.0.2.2, 192.0.2.3']) {
    const { status } = await create({ 'x-forwarded-for': address });
    expect(status).toBe(429);
  }
}

describe.skipIf(!hasProgram('caddy'))('deploy/caddy/Caddyfile', () => {
  const file = join(workspace, 'deploy/caddy/Caddyfile');
  const caddy = (args, env) =>
    spawnSync('caddy', args, { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });

  it('is what Caddy understands and would write', () => {
    const folder = temporaryFolder(onTestFinished);
    const env = { HOME: folder, CHAT_ADDRESS: 'chat.example' };
    const args = ['validate', '--adapter', 'caddyfile', '--config', file];
    expect(caddy(args, env)).toMatchObject({ status: 0 });
    const adapted = caddy(['adapt', '--adapter', 'caddyfile', '--config', file], env);
    expect(JSON.parse(adapted.stdout)).toMatchObject({ admin: { disabled: true } });
    expect(caddy(['fmt', file], env).stdout).toBe(readFileSync(file, 'utf8'));
  });

  it('[S20] serves the API and sockets, and takes nobody’s word for their address', async () => {
    const folder = temporaryFolder(onTestFinished);
    const [server, port] = [await startServer(PROXIED, onTestFinished), await freePort()];
    await startProgram(
      {
        command: 'caddy',
        args: ['run', '--adapter', 'caddyfile', '--config', file],
        env: {
          HOME: folder,
          CHAT_ADDRESS: `http://127.0.0.1:${port}`,
          CHAT_SERVER: 'localhost',
          CHAT_PORT: String(server.port),
        },
        isReady: (output) => output.includes('serving initial configuration'),
      },
      onTestFinished,
    );
    await expectServed(`http://127.0.0.1:${port}`);
  });
});

describe.skipIf(!hasProgram('nginx'))('deploy/nginx/chat.conf', () => {
  /** The example with the test's addresses and certificate, in the least of an nginx around it. */
  async function configure(servers) {
    const folder = temporaryFolder(onTestFinished);
    execFileSync(join(workspace, 'certs/make-certificates.sh'), ['--openssl', folder]);
    const [plain, secure] = [await freePort(), await freePort()];
    const example = readFileSync(join(workspace, 'deploy/nginx/chat.conf'), 'utf8')
      .replace('127.0.0.1:3000', `127.0.0.1:${servers[0]}`)
      .replace('127.0.0.1:3001', `127.0.0.1:${servers[1]}`)
      .replace(/^ +listen \[::\].*\n/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443 ', `listen 127.0.0.1:${secure} `)
      .replace(/\/etc\/letsencrypt\S+fullchain.pem/, join(folder, 'cert.pem'))
      .replace(/\/etc\/letsencrypt\S+privkey.pem/, join(folder, 'key.pem'));
    writeFileSync(join(folder, 'chat.conf'), example);
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
    const main = `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr;
      events {} http { ${temporary} include ${join(folder, 'chat.conf')}; }`;
    writeFileSync(join(folder, 'nginx.conf'), main);
    const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
    return { args, plain, secure };
  }

  it('[S20] serves the API and sockets by https, sends http there, and takes nobody’s word for their address', async () => {
    const server = await startServer(PROXIED, onTestFinished);
    const { args, plain, secure } = await configure([server.port, server.port]);
    expect(spawnSync('nginx', ['-t', ...args], { encoding: 'utf8' })).toMatchObject({ status: 0 });
    await startProgram({ command: 'nginx', args, port: secure }, onTestFinished);
    const { status, headers } = await ask(`http://127.0.0.1:${plain}/r/x`);
    expect([status, headers.location]).toEqual([301, 'https://127.0.0.1/r/x']);
    await expectServed(`https://127.0.0.1:${secure}`);
  });

  it('goes on with one of two servers when the other is gone, for any person', async () => {
    const env = { TRUSTED_PROXIES: '127.0.0.1' };
    const [one, two] = [
      await startServer(env, onTestFinished),
      await startServer(env, onTestFinished),
    ];
    const { args, secure } = await configure([one.port, two.port]);
    await startProgram({ command: 'nginx', args, port: secure }, onTestFinished);
    const origin = `https://127.0.0.1:${secure}`;
    const json = { name: 'Ada', session: 'bearer' };
    const { body } = await ask(`${origin}/api/users`, { method: 'POST', json });
    const headers = { authorization: `Bearer ${JSON.parse(body).token}` };
    const statuses = async () => {
      const replies = [1, 2, 3, 4].map(() => ask(`${origin}/api/users/me`, { headers }));
      return (await Promise.all(replies)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await one.close();
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  });
});
