import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';
import { CANARY } from '../../test/canaries.ts';
import { Tracing } from './tracing.ts';

type Attribute = { key: string; value: { stringValue?: string; intValue?: string } };
type ReceivedSpan = {
  traceId: string;
  spanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status?: { code: number };
};
type Received = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: ReceivedSpan[] }[];
  }[];
};

/** A collector: an HTTP server that keeps what was sent to it. */
async function startCollector(answers: number[] = []) {
  const bodies: string[] = [];
  const paths: string[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      paths.push(request.url ?? '');
      bodies.push(body);
      reply.writeHead(answers.shift() ?? 200).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const spans = () =>
    bodies
      .flatMap((body) => (JSON.parse(body) as Received).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((scope) => scope.spans);
  return { endpoint, bodies, paths, spans };
}

describe('traces', () => {
  it('tell of requests and frames by their kind, how they ended and how long they took', async () => {
    const { endpoint, bodies, paths, spans } = await startCollector();
    const test = await buildTestApp({ traceEndpoint: `${endpoint}/` });
    const ada = await test.createUser(CANARY);
    const room = await test.createRoom(ada, CANARY);
    const socket = await test.join(ada, room.id);
    const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    await test.request('/api/users/me', { headers });
    socket.send({ type: 'leave', room: (await test.createRoom(ada)).id });
    await socket.next('rejected');
    await test.app.close();

    expect(new Set(paths)).toEqual(new Set(['/v1/traces']));
    const [first] = (JSON.parse(bodies[0] ?? '') as Received).resourceSpans;
    expect(first?.resource.attributes).toEqual([
      { key: 'service.name', value: { stringValue: 'chat' } },
    ]);
    const names = spans().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['POST /api/users', 'GET /api/users/me', 'frame join', 'frame leave']),
    );
    const me = spans().find(({ name }) => name === 'GET /api/users/me');
    expect(me?.attributes).toContainEqual({
      key: 'http.response.status_code',
      value: { intValue: '401' },
    });
    expect(me?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(me?.traceId).not.toBe('a'.repeat(32));
    const leave = spans().find(({ name }) => name === 'frame leave');
    expect(leave?.attributes).toEqual([
      { key: 'chat.refusal', value: { stringValue: 'not-a-member' } },
    ]);
    for (const { startTimeUnixNano, endTimeUnixNano, kind } of spans()) {
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
      expect(kind).toBe(2);
    }
    // [S34] Nothing of anybody is in them.
    const sent = bodies.join('');
    for (const secret of [CANARY, room.id, ada.id, ada.token]) expect(sent).not.toContain(secret);
  });

  it('are lost, and said to be once, while the collector is away; the server goes on', async () => {
    const errors: unknown[] = [];
    const { endpoint, spans } = await startCollector([500, 503]);
    const tracing = new Tracing({ endpoint, onError: (error) => errors.push(error) });
    onTestFinished(() => tracing.close());
    for (const name of ['one', 'two', 'three']) {
      tracing.start(name).end({});
      await tracing.flush();
    }
    expect(errors).toHaveLength(1);
    expect(spans().at(-1)?.name).toBe('three');
  });

  it('are dropped when too many wait', async () => {
    const { endpoint, spans } = await startCollector();
    const tracing = new Tracing({ endpoint, onError: () => undefined });
    for (let n = 0; n < 3_000; n += 1) tracing.start('many').end({ n }, n === 0);
    await tracing.close();
    expect(spans()).toHaveLength(2_048);
    expect(spans()[0]?.status).toEqual({ code: 2 });
  });
});
