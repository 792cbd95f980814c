import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '../support/fixtures.ts';
import { startServer } from '../support/server.ts';

const CLIENT = fileURLToPath(new URL('../../client', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves a folder as any web server would: files, and the page for every other path. */
function serveFiles(folder: string) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname !== '/' && existsSync(join(folder, pathname)) ? pathname : '/index.html';
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(join(folder, file)));
  });
}

test('a client that is served elsewhere finds its server by WS_HOST and WS_PORT', async ({
  person,
}) => {
  // It builds the whole client.
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'chat-elsewhere-'));
  const files = serveFiles(folder).listen(0, '127.0.0.1');
  await once(files, 'listening');
  const origin = `http://localhost:${(files.address() as AddressInfo).port}`;
  const server = await startServer({ ALLOWED_ORIGINS: origin });
  await promisify(execFile)('npx', ['vite', 'build', '--outDir', folder, '--emptyOutDir'], {
    cwd: CLIENT,
    env: { ...process.env, WS_HOST: 'localhost', WS_PORT: new URL(server.url).port },
  });

  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(origin);
  expect(link).toContain(origin);
  await bob.join(link);
  await ann.say('from elsewhere');
  await bob.reads('from elsewhere');
  await bob.page.reload();
  await bob.reads('from elsewhere');

  await server.close();
  files.close();
  // A page may still ask for what it keeps for later.
  files.closeAllConnections();
  rmSync(folder, { recursive: true });
});
