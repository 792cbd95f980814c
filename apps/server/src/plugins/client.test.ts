import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testConfig } from '../../test/build-test-app.ts';
import type { App } from '../app-type.ts';
import { buildApp } from '../app.ts';

const page = { accept: 'text/html,application/xhtml+xml' };
// A folder of the operator's may have that name, too.
const clientDir = join(mkdtempSync(join(tmpdir(), 'client-')), 'assets');

beforeAll(() => {
  mkdirSync(join(clientDir, 'assets'), { recursive: true });
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>Chat</title>');
  writeFileSync(join(clientDir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const script = join(clientDir, 'assets/index-abc123.js');
  writeFileSync(script, 'export {};');
  writeFileSync(`${script}.br`, brotliCompressSync('export {};'));
  writeFileSync(`${script}.gz`, gzipSync('export {};'));
});
afterAll(() => rmSync(dirname(clientDir), { recursive: true }));

describe('the built client', () => {
  let app: App;
  beforeEach(async () => {
    app = await buildApp({ config: testConfig({ clientDir }) });
  });
  afterEach(() => app.close());

  it.each(['/', '/index.html', '/r/some-room', '/anything/else?x=1'])(
    '%s is the page, never from a cache',
    async (url) => {
      const reply = await app.inject({ url, headers: page });
      expect(reply.statusCode).toBe(200);
      expect(reply.body).toContain('<title>Chat</title>');
      expect(reply.headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  it('keeps hashed assets for ever, and others not', async () => {
    const script = await app.inject('/assets/index-abc123.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect((await app.inject('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ])('is sent to a browser that takes %s as %s', async (accepted, encoding, unpack) => {
    const headers = { 'accept-encoding': accepted };
    const script = await app.inject({ url: '/assets/index-abc123.js', headers });
    expect(script.headers['content-encoding']).toBe(encoding);
    expect(script.headers).toMatchObject({
      vary: 'accept-encoding',
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(unpack(script.rawPayload).toString()).toBe('export {};');
    const picture = await app.inject({ url: '/icon.svg', headers });
    expect(picture.body).toContain('<svg');
  });

  it.each(['/assets/index-old.js', '/api/nope', '/api', '/ws/x', '/healthz/x', '/readyz/x'])(
    '%s is no page, even to a browser',
    async (url) => {
      const reply = await app.inject({ url, headers: page });
      expect(reply.statusCode).toBe(404);
      expect(reply.json()).toMatchObject({ error: { code: 'route-unknown' } });
    },
  );

  it('a link whose end was mangled is answered by the page, an address of the API by a refusal', async () => {
    const link = await app.inject({ url: '/r/%', headers: page });
    expect([link.statusCode, link.headers.location]).toEqual([302, '/r/malformed']);
    const api = await app.inject({ url: '/api/rooms/%' });
    expect([api.statusCode, api.json()]).toMatchObject([400, { error: { code: 'bad-request' } }]);
  });

  it('what does not want a page gets none', async () => {
    expect((await app.inject('/r/some-room')).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: '/r/x', headers: page })).statusCode).toBe(404);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2fx',
    '/.env',
  ])('%s leads nowhere', async (url) => {
    const reply = await app.inject(url);
    expect([400, 403, 404]).toContain(reply.statusCode);
  });
});

describe('a client that is not built', () => {
  it('is said so on its page, in a plain sentence', async () => {
    const app = await buildApp({ config: testConfig() });
    const reply = await app.inject({ url: '/', headers: page });
    expect(reply.headers['content-type']).toMatch(/^text\/plain/);
    expect(reply.body).toMatch(/the client is not built/);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    await app.close();
  });
});
