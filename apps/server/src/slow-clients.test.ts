import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildTestApp, NO_LIMITS, type TestApp } from '../test/build-test-app.ts';

// The server looks for slow clients every two seconds; a busy machine takes longer.
vi.setConfig({ testTimeout: 120_000 });

/** A connection of a bad client, byte by byte; what the server answered until it closed. */
function dial({ origin }: TestApp): { tcp: Socket; answer: Promise<string> } {
  const tcp = connect(Number(new URL(origin).port), '127.0.0.1');
  tcp.on('error', () => undefined);
  onTestFinished(() => void tcp.destroy());
  let received = '';
  tcp.on('data', (data) => (received += data.toString()));
  return { tcp, answer: new Promise((resolve) => tcp.once('close', () => resolve(received))) };
}

const UPGRADE =
  'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

async function expectAlive(test: TestApp) {
  expect((await test.request('/healthz')).status).toBe(200);
}

describe('a client that holds a connection', () => {
  it.each([
    ['sends nothing', ''],
    ['sends half of its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'sends half of its body',
      'POST /api/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
    ],
  ])('[S16] and %s is let go, and hinders nobody', async (_, bytes) => {
    const test = await buildTestApp();
    // The real times would make a long test; that they are set is another one.
    const { server } = test.app;
    server.headersTimeout = 300;
    server.requestTimeout = 300;
    const many = Array.from({ length: 50 }, () => dial(test));
    for (const { tcp } of many) tcp.write(bytes);
    await expectAlive(test);
    const answers = await Promise.all(many.map(({ answer }) => answer));
    for (const answer of answers) expect(answer).toMatch(/^(HTTP\/1.1 408 |$)/);
    await expectAlive(test);
  });

  it('[S16] has ten seconds for headers, fifteen for a request, and a minute for silence', async () => {
    const { server } = (await buildTestApp()).app;
    const { headersTimeout, requestTimeout, timeout } = server;
    expect({ headersTimeout, requestTimeout, timeout }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      timeout: 60_000,
    });
  });

  it('[S19] past the connections that a server may have is not taken', async () => {
    const test = await buildTestApp({ limits: { ...NO_LIMITS, connections: 1 } });
    const first = dial(test);
    await once(first.tcp, 'connect');
    first.tcp.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(first.tcp, 'data');
    const second = dial(test);
    expect(await second.answer).toBe('');
  });
});

describe('a client with too many headers', () => {
  it.each([
    ['2,000 of them', Array.from({ length: 2_000 }, (_, n) => `x${n}: y\r\n`).join('')],
    ['one of a megabyte', `x: ${'y'.repeat(1024 * 1024)}\r\n`],
  ])('[S17] %s, at an upgrade, is refused with 431', async (_, headers) => {
    const test = await buildTestApp();
    const { tcp, answer } = dial(test);
    tcp.write(`${UPGRADE}${headers}\r\n`);
    expect(await answer).toMatch(/^HTTP\/1.1 431 /);
    await expectAlive(test);
  });
});
