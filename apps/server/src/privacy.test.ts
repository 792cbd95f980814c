import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import type { ServerFrame } from '@chat/protocol';
import { CLIENT_FRAMES } from '@chat/protocol/client-frames';
import type { SchemaShape } from '@chat/protocol/testing/schema-shape';
import { describe, expect, it, vi } from 'vitest';
import { buildTestApp, hello, type TestApp, type TestUser } from '../test/build-test-app.ts';
import { CANARY, canaried, soundOf } from '../test/canaries.ts';

// Canaries in every field of every frame and route, and in every header that anything here reads. Nothing of that is in
// the log at its most talkative, and no refusal repeats it.

// Hundreds of requests take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Logged = { test: TestApp; lines: string[] };
type Line = { reqId?: string; connection?: string; msg?: string; level?: number };

async function buildLogged(logLevel: 'trace' | 'info'): Promise<Logged> {
  const lines: string[] = [];
  const logStream = { write: (line: string) => void lines.push(line) };
  const test = await buildTestApp({ logLevel }, { logStream });
  return { test, lines };
}

/** What the log must not hold, besides canaries. */
function expectClean(lines: string[], secrets: string[]): void {
  expect(lines.length).toBeGreaterThan(20);
  const log = lines.join('');
  for (const secret of [CANARY, ...secrets]) expect(log.includes(secret)).toBe(false);
}

/** Every header that our code, Fastify, its plugins or `ws` look at, and one that nobody does. */
const HEADERS: OutgoingHttpHeaders[] = [
  ...['accept', 'accept-encoding', 'accept-language', 'access-control-request-headers'],
  ...['access-control-request-method', 'content-type', 'cookie', 'from', 'if-modified-since'],
  ...['if-none-match', 'origin', 'range', 'referer', 'request-id', 'traceparent', 'user-agent'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'x-request-id'],
  ...['sec-websocket-protocol', 'sec-websocket-extensions', CANARY],
].map((name) => ({ [name]: CANARY }));
HEADERS.push({ host: `${CANARY}.example` }, { origin: `https://${CANARY}.example` });
HEADERS.push({ cookie: `s=${CANARY}; __Host-s=${CANARY}` });
HEADERS.push({ authorization: `Bearer ${CANARY}` }, { authorization: CANARY });

type Asked = { method: string; path: string; headers: OutgoingHttpHeaders; body?: string };
type Reply = { status: number; text: string; id: string | undefined };

/** As `fetch`, but with any header there is. */
function ask(origin: string, { method, path, headers, body }: Asked): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${origin}${path}`, { method, headers }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => (text += part));
      const id = reply.headers['x-request-id'] as string | undefined;
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text, id }));
    });
    asked.on('error', (cause) => reject(new Error(`${method} ${path}`, { cause })));
    asked.end(body);
  });
}

type Route = {
  parameters?: { name: string; in: 'path' | 'query'; schema: SchemaShape }[];
  requestBody?: { content: Record<string, { schema: SchemaShape }> };
};

/** Every request to a route with one canary in it: in a part of the path, a query or a field of the body. */
function canariedRequests([path, method, route]: [string, string, Route], room: string) {
  const parameters = route.parameters ?? [];
  const fill = (template: string, name: string, value: string) =>
    template.replace(`{${name}}`, encodeURIComponent(value));
  const sound = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, { name }) => fill(url, name, name === 'id' ? room : 'u'.repeat(22)), path);
  const json = { 'content-type': 'application/json' };
  const schema = route.requestBody?.content['application/json']?.schema;
  const body = schema && JSON.stringify(soundOf(schema));
  const base = { method: method.toUpperCase(), headers: schema ? json : {}, ...(body && { body }) };
  const places = parameters.map((parameter) =>
    parameter.in === 'query'
      ? `${sound}?${parameter.name}=${CANARY}`
      : fill(path, parameter.name, CANARY).replace(/\{\w+\}/g, room),
  );
  const bodies = schema
    ? [...canaried(schema).map((value) => JSON.stringify(value)), `{"${CANARY}`]
    : [];
  const types = [`application/json; ${CANARY}`, `text/${CANARY}`];
  return [
    ...[...places, `${sound}?${CANARY}=${CANARY}`].map((url) => ({ ...base, path: url })),
    ...bodies.map((text) => ({
      ...base,
      path: sound,
      body: text,
      headers: json,
    })),
    ...types.map((type) => ({ ...base, path: sound, headers: { 'content-type': type } })),
    ...HEADERS.map((headers) => ({
      ...base,
      path: sound,
      headers: { ...base.headers, ...headers },
    })),
  ];
}

async function routesOf({ app }: TestApp): Promise<[string, string, Route][]> {
  const { paths } = (await app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, Route>>;
  }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]): [string, string, Route] => [
      path,
      method,
      route,
    ]),
  );
}

const signedIn = ({ token }: TestUser) => ({ authorization: `Bearer ${token}` });

describe('the log', () => {
  it('[S34] at its most talkative holds nothing of any field of any frame, and no refusal repeats it', async () => {
    const { test, lines } = await buildLogged('trace');
    const ada = await test.createUser(`${CANARY}-name`);
    const room = await test.createRoom(ada, `${CANARY}-title`);
    const { id: me } = ada;
    const refusals: ServerFrame[] = [];
    let sent = 0;
    for (const [type, schema] of Object.entries(CLIENT_FRAMES)) {
      let socket = await test.join(ada, room.id);
      const snapshot = socket.frames.find((frame) => frame.type === 'snapshot');
      const known = { room: room.id, to: me, epoch: snapshot?.epoch, version: 1 };
      for (const frame of canaried(schema, known)) {
        if (socket.ws.readyState !== socket.ws.OPEN) socket = await test.join(ada, room.id);
        if (type === 'hello') socket = test.open({ headers: signedIn(ada) });
        socket.sendText(JSON.stringify(frame));
        sent += 1;
        await Promise.race([socket.closed, socket.settled()]);
        refusals.push(...socket.frames.filter((answer) => answer.type === 'rejected'));
      }
    }
    const raw = [`{"type":"${CANARY}"}`, CANARY, Buffer.from(CANARY), CANARY.repeat(20_000)];
    for (const data of raw) {
      const socket = test.open({ headers: signedIn(ada) });
      socket.send(hello());
      socket.sendText(data);
      await socket.closed;
    }
    for (const headers of HEADERS) {
      const socket = test.open({ headers: { ...signedIn(ada), ...headers } as never });
      socket.send(hello());
      await Promise.race([socket.closed, socket.refused, socket.next('welcome')]).catch(() => 0);
      socket.ws.terminate();
    }
    expect(sent).toBeGreaterThan(60);
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals)
      expect((refusal as { message: string }).message).not.toMatch(CANARY);
    expectClean(lines, [room.id, room.seal, ada.token, me]);
  });

  it('[S34] holds nothing of any field, query, part of a path or header of any route, and no refusal repeats it', async () => {
    const { test, lines } = await buildLogged('trace');
    let asked = 0;
    for (const route of await routesOf(test)) {
      // A person and a room of its own: what a route does may be the end of them.
      const ada = await test.createUser(`${CANARY}-name`);
      const room = await test.createRoom(ada, `${CANARY}-title`);
      const requests = canariedRequests(route, room.id).flatMap((request) => [
        request,
        { ...request, headers: { ...signedIn(ada), ...request.headers } },
      ]);
      for (const request of requests) {
        const { status, text } = await ask(test.origin, request);
        asked += 1;
        const place = `${request.method} ${request.path} ${JSON.stringify(request.headers)}`;
        if (status >= 400) expect([place, text.includes(CANARY)]).toEqual([place, false]);
      }
      expect(lines.join('').includes(room.id)).toBe(false);
      expect(lines.join('').includes(ada.token)).toBe(false);
    }
    for (const path of [
      `/api/${CANARY}`,
      `/${CANARY}.js`,
      `/api/rooms/%E0%A4%A${CANARY}`,
      `/r/${CANARY}`,
    ]) {
      const { status, text } = await ask(test.origin, { method: 'GET', path, headers: {} });
      expect([path, status >= 400 && text.includes(CANARY)]).toEqual([path, false]);
    }
    expect(asked).toBeGreaterThan(500);
    expectClean(lines, []);
  });

  it('[S34] is made of JSON lines: of a request by the id that its reply names, of a socket by its connection', async () => {
    const { test, lines } = await buildLogged('trace');
    const ada = await test.createUser();
    const { id } = await ask(test.origin, {
      method: 'GET',
      path: '/api/users/me',
      headers: { ...signedIn(ada), 'x-request-id': CANARY },
    });
    const socket = await test.connect(ada);
    const { connection } = await test
      .connect(ada)
      .then(({ frames }) => frames[0] as { connection: string });
    socket.ws.close(1000);
    await socket.closed;
    await vi.waitUntil(() => lines.join('').includes('a socket was closed'), { timeout: 20_000 });
    const parsed = lines.map((line) => JSON.parse(line) as Line);
    expect(id).toMatch(/^[\w-]{12}$/);
    expect(parsed.filter(({ reqId }) => reqId === id).length).toBeGreaterThan(0);
    const ofSocket = parsed.filter((line) => line.connection === connection);
    expect(ofSocket.map(({ msg }) => msg)).toEqual(['a socket was opened']);
    expect(ofSocket.every(({ reqId }) => reqId !== undefined)).toBe(true);
    expect(new Set(parsed.flatMap(({ reqId }) => reqId ?? [])).size).toBeGreaterThan(3);
  });

  it('says nothing of requests unless it is asked to', async () => {
    const { test, lines } = await buildLogged('info');
    lines.length = 0;
    await test.createRoom(await test.createUser());
    await test.request('/api/nope');
    expect(lines).toEqual([]);
  });
});
