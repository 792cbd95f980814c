import { LIMITS } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testConfig } from '../test/build-test-app.ts';
import type { App } from './app-type.ts';
import { buildApp } from './app.ts';

type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  requestBody?: object;
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

const JSON_TYPE = 'application/json';
let app: App;
beforeEach(async () => {
  app = await buildApp({ config: testConfig() });
});
afterEach(() => app.close());

describe('the description of the API', () => {
  const ROUTES = [
    ['post', '/api/users', 201, 'open'],
    ['get', '/api/users/me', 200, 'session'],
    ['patch', '/api/users/me', 200, 'session'],
    ['delete', '/api/users/me', 204, 'session'],
    ['post', '/api/rooms', 201, 'session'],
    ['get', '/api/rooms/{id}', 200, 'open'],
    ['patch', '/api/rooms/{id}', 200, 'session'],
    ['delete', '/api/rooms/{id}', 204, 'session'],
    ['post', '/api/rooms/{id}/link', 201, 'session'],
    ['get', '/api/rooms/{id}/knocks', 200, 'session'],
    ['post', '/api/rooms/{id}/knocks/{userId}', 204, 'session'],
    ['get', '/api/rooms/{id}/messages', 200, 'session'],
    ['post', '/api/rooms/{id}/messages', 201, 'session'],
    ['delete', '/api/rooms/{id}/members/{userId}', 204, 'session'],
    ['get', '/api/ice-servers', 200, 'session'],
    ['get', '/healthz', 200, 'open'],
    ['get', '/readyz', 200, 'open'],
  ] as const;
  const read = async () => (await app.inject('/api/openapi.json')).json<Document>();

  it.each(ROUTES)('[P50] has %s %s with its replies', async (method, path, success, access) => {
    const operation = (await read()).paths[path]?.[method];
    expect(operation).toMatchObject({
      operationId: expect.stringMatching(/^[a-z]+[A-Za-z]*$/) as unknown,
      summary: expect.stringMatching(/^[A-Z]/) as unknown,
      tags: [expect.any(String)],
    });
    const needsSession = access === 'session';
    expect(operation).toHaveProperty(['responses', String(success)]);
    expect(Object.hasOwn(operation?.responses ?? {}, '401')).toBe(needsSession);
    expect(operation?.security !== undefined).toBe(needsSession);
    const hasBody = ['post', 'patch'].includes(method) && !path.endsWith('/link');
    expect(operation?.requestBody !== undefined).toBe(hasBody);
  });

  it('[P50] describes every refusal in the one shape', async () => {
    const operations = Object.values((await read()).paths).flatMap((path) => Object.values(path));
    for (const { responses } of operations) {
      expect(responses).toHaveProperty('500');
      const refusals = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      for (const [, { content }] of refusals) {
        expect(content?.[JSON_TYPE]?.schema).toHaveProperty('properties.error.properties.code');
      }
    }
  });

  it('[P50] has no route that is not in this list', async () => {
    const { openapi, paths } = await read();
    const found = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(openapi).toMatch(/^3\.1/);
    expect(found.sort()).toEqual(ROUTES.map(([method, path]) => `${method} ${path}`).sort());
  });

  it('[P50] names every operation once', async () => {
    const operations = Object.values((await read()).paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('[P50] can be read at /api/docs, without anything from elsewhere', async () => {
    const page = await app.inject('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(sources.length).toBeGreaterThan(2);
    for (const url of sources) expect(url).not.toMatch(/^(https?:)?\/\//);
    const script = sources.find((url) => url.endsWith('bundle.js')) ?? '';
    const asset = await app.inject(new URL(script, 'http://x/api/docs').pathname);
    expect(asset.statusCode).toBe(200);
  });
});

describe('refusals', () => {
  const post = (payload: string | Buffer, type?: string) =>
    app.inject({
      method: 'POST',
      url: '/api/users',
      payload,
      headers: type === undefined ? {} : { 'content-type': type },
    });

  it('[P50] an unknown route', async () => {
    for (const url of ['/api', '/api/nope', '/nope', '/api/users/you', '/assets/none.js']) {
      const reply = await app.inject(url);
      expect([reply.statusCode, reply.json<object>()]).toMatchObject([
        404,
        { error: { code: 'route-unknown' } },
      ]);
    }
  });

  it('[P50] a method that a route does not know', async () => {
    for (const method of ['PUT', 'OPTIONS', 'TRACE'] as const) {
      const reply = await app.inject({ method, url: '/api/rooms' });
      expect(reply.json()).toMatchObject({ error: { code: 'route-unknown' } });
    }
  });

  it.each(['{', '{"name":', 'canary', '{"name":"canary"', '"\u0000'])(
    '[P50] malformed JSON: %s',
    async (text) => {
      const reply = await post(text, JSON_TYPE);
      expect(reply.statusCode).toBe(400);
      expect(reply.json()).toMatchObject({ error: { code: 'bad-request' } });
      expect(reply.body).not.toContain('canary');
    },
  );

  it.each([
    '{"name":"Ada","__proto__":{"polluted":1}}',
    '{"name":"Ada","constructor":{"prototype":{"polluted":1}}}',
    '{"__proto__":{"name":"Ada"}}',
  ])('[P50] a poisoned prototype: %s', async (text) => {
    expect((await post(text, JSON_TYPE)).statusCode).toBe(400);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('of a name that occurs twice the last value is checked and taken', async () => {
    expect((await post('{"name":"Ada","name":""}', JSON_TYPE)).statusCode).toBe(400);
    const reply = await post('{"name":"","name":"Ada"}', JSON_TYPE);
    expect(reply.json()).toMatchObject({ name: 'Ada' });
  });

  it('[P50] a body that is too large, and one that just fits', async () => {
    const bodyOf = (bytes: number) => `{"name":"Ada"}`.padEnd(bytes, ' ');
    expect((await post(bodyOf(LIMITS.frameBytes), JSON_TYPE)).statusCode).toBe(201);
    const reply = await post(bodyOf(LIMITS.frameBytes + 1), JSON_TYPE);
    expect([reply.statusCode, reply.json<object>()]).toMatchObject([
      413,
      { error: { code: 'body-too-large' } },
    ]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/xml',
    'nonsense',
  ])('[P50] a body of the type %s', async (type) => {
    const reply = await post('{"name":"Ada"}', type);
    expect(reply.statusCode).toBe(415);
    expect(reply.json()).toMatchObject({ error: { code: 'media-type-unsupported' } });
  });

  it.each([
    'application/json;',
    'application/json ; charset=utf-8',
    'APPLICATION/JSON',
    'application/json\t;',
  ])('[S21] a body is checked, however its type is written: %s', async (type) => {
    expect([400, 415]).toContain((await post('{"name":""}', type)).statusCode);
  });

  it('[P50] no body, and an empty one', async () => {
    for (const type of [undefined, JSON_TYPE]) {
      const reply = await post('', type);
      expect(reply.statusCode).toBe(400);
      expect(reply.json()).toMatchObject({ error: { code: 'bad-request' } });
    }
  });

  it('[P50] an address that cannot be decoded', async () => {
    const reply = await app.inject('/api/rooms/%E0%A4%A');
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ error: { code: 'bad-request' } });
  });
});

describe('headers', () => {
  it.each(['/api/users/me', '/api/nope', '/healthz', '/api/openapi.json'])(
    '%s is stored nowhere and tells no other page of its address',
    async (url) => {
      const { headers } = await app.inject(url);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  it('HEAD is GET without a body', async () => {
    const reply = await app.inject({ method: 'HEAD', url: '/healthz' });
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
    expect((await app.inject({ method: 'HEAD', url: '/ws' })).statusCode).toBe(404);
  });

  it('GET /ws without an upgrade is no page', async () => {
    expect((await app.inject('/ws')).json()).toMatchObject({ error: { code: 'route-unknown' } });
  });
});

describe('operation', () => {
  it('lives and is ready', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready' });
  });
});
