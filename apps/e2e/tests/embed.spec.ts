import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createApi } from '@chat/sdk';
import { build } from 'esbuild';
import { expect, test } from '../support/fixtures.ts';
import { startServer } from '../support/server.ts';

const EMBED = fileURLToPath(new URL('../../../libs/sdk/examples/embed/', import.meta.url));

/** Another page of the same site, with the example in it: what a person would make of it with a bundler. */
async function startSite() {
  const made = await build({
    entryPoints: [`${EMBED}embed.ts`],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const script = made.outputFiles[0]?.text ?? '';
  const page = readFileSync(`${EMBED}index.html`, 'utf8');
  let link = '';
  const site = createServer(({ url }, reply) => {
    const isScript = url === '/embed.js';
    reply.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    reply.end(isScript ? script : page.replace(/data-room="[^"]*"/, `data-room="${link}"`));
  }).listen(0, 'localhost');
  await once(site, 'listening');
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  return { site, origin, show: (room: string) => (link = room) };
}

test('a room embedded in another page of the site shows what is said, and says what is written there', async ({
  page,
}) => {
  const { site, origin, show } = await startSite();
  const server = await startServer({ ALLOWED_ORIGINS: origin });
  const { token = '' } = await createApi({ origin: server.url }).createUser({
    name: 'Ann',
    session: 'bearer',
  });
  const api = createApi({ origin: server.url, token });
  const room = await api.createRoom({ title: 'Tea' });
  await api.postMessage(room.id, {
    id: 'm'.repeat(22),
    body: { kind: 'text', text: '<b>hello</b>' },
  });
  show(`${server.url}/r/${room.id}`);

  await page.goto(origin);
  const messages = page.getByRole('list', { name: 'Messages' });
  await expect(messages).toHaveText('Ann: <b>hello</b>');
  await page.getByRole('textbox', { name: 'Message' }).fill('from the page');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(messages.getByRole('listitem')).toHaveText([
    'Ann: <b>hello</b>',
    'Guest: from the page',
  ]);
  const { messages: kept } = await api.history(room.id);
  expect(kept.map(({ name, text }) => `${name}: ${text}`)).toContain('Guest: from the page');

  site.closeAllConnections();
  site.close();
  await server.close();
});
