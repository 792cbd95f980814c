import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';
import { hasCoturn, startCoturn, TURN_SECRET } from '../../test/coturn.ts';
import { makeCertificate } from '../../test/make-certificate.ts';
import { TurnReadiness } from './turn-readiness.ts';

async function readiness(urls: string[], secret = TURN_SECRET) {
  let log = '';
  const logStream = { write: (line: string) => void (log += line) };
  const turn = { urls, secret, ttlSeconds: 600 };
  const test = await buildTestApp({ turn, logLevel: 'trace' }, { logStream });
  const ask = async () => {
    const reply = await test.request('/readyz');
    const body = (await reply.json()) as { error?: { code: string; message: string } };
    return { status: reply.status, message: body.error?.message ?? '' };
  };
  return { ask, log: () => log };
}

async function coturn(certificate?: { cert: string; key: string }) {
  const started = await startCoturn(certificate);
  onTestFinished(() => started.close());
  return started;
}

describe.skipIf(!hasCoturn)('/readyz with TURN', () => {
  it('is ready when every address gives an allocation, by UDP and by TCP', async () => {
    const { port } = await coturn();
    const urls = [`turn:127.0.0.1:${port}`, `turn:127.0.0.1:${port}?transport=tcp`];
    const { ask } = await readiness(urls);
    expect(await ask()).toEqual({ status: 200, message: '' });
  });

  it('is not ended by the quota, however often it asked', async () => {
    const { port } = await coturn();
    const turn = { urls: [`turn:127.0.0.1:${port}`], secret: TURN_SECRET, ttlSeconds: 600 };
    for (let asked = 0; asked < 20; asked += 1) {
      expect(await new TurnReadiness(turn).problem()).toBeUndefined();
    }
  });

  it('asks once, however often it is asked', async () => {
    const server = await coturn();
    const { ask } = await readiness([`turn:127.0.0.1:${server.port}`]);
    await Promise.all(Array.from({ length: 30 }, ask));
    await server.close();
    expect((await ask()).status, 'what was found holds for some seconds').toBe(200);
  });

  it('says which address does not answer, and what to do', async () => {
    const { port } = await coturn();
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port: dead } = closed.address() as AddressInfo;
    closed.close();
    const url = `turn:127.0.0.1:${dead}?transport=tcp`;
    const { ask } = await readiness([`turn:127.0.0.1:${port}`, url]);
    const { status, message } = await ask();
    expect(status).toBe(503);
    expect(message).toContain(`The TURN server ${url} did not answer`);
    expect(message).toMatch(/check that it runs/);
  });

  it('says that the secret is not shared, and tells nobody any secret', async () => {
    const { port } = await coturn();
    const { ask, log } = await readiness([`turn:127.0.0.1:${port}`], 'canary-secret');
    const { status, message } = await ask();
    expect([status, message]).toEqual([503, expect.stringContaining('refused with error 401')]);
    for (const text of [message, log()]) {
      expect(text).not.toContain('canary');
      expect(text, 'a name of coturn').not.toMatch(/\d{10}:/);
    }
  });

  it('does not take a certificate that a browser would not', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'turn-certificate-'));
    makeCertificate(directory);
    const { tlsPort } = await coturn({
      cert: join(directory, 'cert.pem'),
      key: join(directory, 'key.pem'),
    });
    const { ask } = await readiness([`turns:localhost:${tlsPort}`]);
    const { status, message } = await ask();
    expect([status, message]).toEqual([503, expect.stringMatching(/SELF_SIGNED|VERIFY/)]);
  });
});

it('/readyz says that a name cannot be found', async () => {
  // No name has so long a part (RFC 1035, 2.3.4): it is not found without asking anybody, who may answer late.
  const { ask } = await readiness([`turn:${'x'.repeat(64)}.invalid`]);
  const { status, message } = await ask();
  expect([status, message]).toEqual([503, expect.stringContaining('could not be found')]);
});
