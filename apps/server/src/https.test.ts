import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, hello } from '../test/build-test-app.ts';
import { makeCertificate } from '../test/make-certificate.ts';

const directory = mkdtempSync(join(tmpdir(), 'tls-'));
let tls: { cert: Buffer; key: Buffer };
beforeAll(() => {
  tls = makeCertificate(directory);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Creates a user over https. `fetch` would not take a certificate that nobody signed. */
function signIn(origin: string): Promise<{ status: number | undefined; cookie: string }> {
  const headers = { 'content-type': 'application/json', origin };
  const options = { method: 'POST', headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/users`, options, (reply) => {
      reply.resume();
      resolve({ status: reply.statusCode, cookie: reply.headers['set-cookie']?.[0] ?? '' });
    });
    sent.on('error', reject);
    sent.end('{"name":"Ada"}');
  });
}

describe('with a certificate', () => {
  it('[P12] the server speaks https and wss, and the cookie is of this host alone', async () => {
    const test = await buildTestApp({ tls });
    const { status, cookie } = await signIn(test.origin);
    expect(status).toBe(201);
    expect(cookie).toMatch(/^__Host-s=v1\..*; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0] ?? '', origin: test.origin };
    const socket = test.open({ headers });
    socket.send(hello());
    expect((await socket.next('welcome')).user.name).toBe('Ada');
  });

  it('[P12] a page of plain http on the same host is another origin', async () => {
    const test = await buildTestApp({ tls });
    const { cookie } = await signIn(test.origin);
    const headers = {
      cookie: cookie.split(';')[0] ?? '',
      origin: test.origin.replace('https', 'http'),
    };
    expect(await test.open({ headers }).refused).toBe(403);
  });
});
