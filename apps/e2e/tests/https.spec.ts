import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Response } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { received } from '../support/media-probe.ts';
import { startServer } from '../support/server.ts';

const SCRIPT = fileURLToPath(new URL('../../../certs/make-certificates.sh', import.meta.url));

test('with a certificate of our own: https, Brotli, wss, a Secure cookie, and a call', async ({
  person,
}) => {
  const directory = mkdtempSync(join(tmpdir(), 'chat-certs-'));
  execFileSync('bash', [SCRIPT, directory], { stdio: 'pipe' });
  const server = await startServer({
    TLS_CERT: join(directory, 'cert.pem'),
    TLS_KEY: join(directory, 'key.pem'),
  });
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const sockets: string[] = [];
  bob.page.on('websocket', (socket) => sockets.push(socket.url()));
  const isFirst = (response: Response) => /\/assets\/first-.*\.js$/.test(response.url());
  const script = ann.page.waitForResponse(isFirst);

  expect(server.url).toMatch(/^https:/);
  await bob.join(await ann.createRoom(server.url));
  expect((await script).headers()['content-encoding']).toBe('br');
  expect(sockets[0]).toMatch(/^wss:/);
  const [cookie] = await bob.context.cookies();
  expect(cookie).toMatchObject({
    name: '__Host-s',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
  });
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect.poll(async () => (await received(ann.page)).framesDecoded).toBeGreaterThan(0);
  await server.close();
  rmSync(directory, { recursive: true });
});
