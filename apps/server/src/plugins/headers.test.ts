import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { testConfig } from '../../test/build-test-app.ts';
import { buildApp } from '../app.ts';
import type { Config } from '../config.ts';

const clientDir = mkdtempSync(join(tmpdir(), 'client-'));
const page = { accept: 'text/html' };

beforeAll(() => {
  mkdirSync(join(clientDir, 'assets'));
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>Chat</title>');
  writeFileSync(join(clientDir, 'assets/index-abc123.js'), 'export {};');
});
afterAll(() => rmSync(clientDir, { recursive: true }));

async function build(changes: Partial<Config> = {}) {
  const app = await buildApp({ config: testConfig({ clientDir, ...changes }) });
  onTestFinished(() => app.close());
  return app;
}

const REPLIES = [
  ['the page', '/', 200],
  ['a script', '/assets/index-abc123.js', 200],
  ['the API', '/healthz', 200],
  ['a refusal', '/api/users/me', 401],
  ['what is not there', '/api/nope', 404],
  ['the address of sockets', '/ws', 404],
] as const;

describe('headers', () => {
  it.each(REPLIES)('[S28] of %s say what may be done with it', async (_, url, status) => {
    const app = await build();
    const reply = await app.inject({ url, headers: { ...page, host: 'chat.example' } });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers).toMatchObject({
      'content-security-policy':
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;" +
        "media-src 'self' blob:;font-src 'self';" +
        "connect-src 'self' ws://chat.example wss://chat.example;worker-src 'self';" +
        "manifest-src 'self';base-uri 'none';form-action 'none';object-src 'none';" +
        "frame-ancestors 'none';require-trusted-types-for 'script';" +
        'trusted-types svelte-trusted-html chat-script-urls',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const permissions = String(reply.headers['permissions-policy']);
    expect(permissions).toMatch(/^camera=\(self\), microphone=\(self\), display-capture=\(self\)/);
    expect(permissions).toContain('geolocation=()');
    expect(reply.headers).not.toHaveProperty('strict-transport-security');
  });

  it('[S26] the policy names the address that people use, and never what a client made up', async () => {
    const connectOf = async (changes: Partial<Config>, host: string) => {
      const app = await build(changes);
      const { headers } = await app.inject({ url: '/', headers: { ...page, host } });
      return /connect-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1];
    };
    const publicOrigin = 'https://chat.example';
    expect(await connectOf({ publicOrigin }, 'x')).toBe("'self' wss://chat.example");
    expect(await connectOf({}, "x; script-src 'unsafe-inline'")).toBe("'self' 'self'");
  });

  it('[S2] over https a browser is told to stay with https, but not for localhost', async () => {
    const app = await build({ trustedProxies: ['127.0.0.1'] });
    const secured = async (host: string, proto: string) => {
      const headers = { host, 'x-forwarded-proto': proto, 'x-forwarded-for': '192.0.2.1' };
      return (await app.inject({ url: '/healthz', headers })).headers['strict-transport-security'];
    };
    expect(await secured('chat.example', 'https')).toBe('max-age=63072000');
    expect(await secured('chat.example', 'http')).toBeUndefined();
    expect(await secured('localhost:3000', 'https')).toBeUndefined();
  });

  it('[S29] what the API says is in no cache, and hashed files stay there', async () => {
    const app = await build();
    const cachingOf = async (url: string) =>
      (await app.inject({ url, headers: page })).headers['cache-control'];
    expect(await cachingOf('/api/users/me')).toBe('no-store');
    expect(await cachingOf('/healthz')).toBe('no-store');
    expect(await cachingOf('/')).toBe('no-cache');
    expect(await cachingOf('/assets/index-abc123.js')).toBe('public, max-age=31536000, immutable');
  });
});
