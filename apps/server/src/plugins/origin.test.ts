import { describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, hello } from '../../test/build-test-app.ts';

async function cookieOf(test: TestApp): Promise<string> {
  const reply = await test.request('/api/users', { method: 'POST', json: { name: 'Ada' } });
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const FOREIGN: [string, (own: string) => string | undefined][] = [
  ['no', () => undefined],
  ['a null', () => 'null'],
  ['another', () => 'https://evil.example'],
  ['the own port of another host', (own) => own.replace('127.0.0.1', 'evil.example')],
  ['another port of the own host', () => 'http://127.0.0.1:1'],
  ['a host that begins with the own', (own) => `${own}.evil.example`],
  ['the own host as user info', (own) => `${own}@evil.example`],
  ['the own host as a path', (own) => `https://evil.example/${own}`],
  ['an empty', () => ''],
];

describe('an upgrade by cookie', () => {
  it.each(FOREIGN)('[P12] [S1] from a page of %s origin is refused with 403', async (_, make) => {
    const test = await buildTestApp();
    const origin = make(test.origin);
    const headers = { cookie: await cookieOf(test), ...(origin !== undefined && { origin }) };
    expect(await test.open({ headers }).refused).toBe(403);
  });

  it('[P12] from the own page, PUBLIC_ORIGIN and ALLOWED_ORIGINS is taken', async () => {
    const publicOrigin = 'https://chat.example';
    const allowedOrigins = ['https://other.example'];
    const test = await buildTestApp({ publicOrigin, allowedOrigins });
    const cookie = await cookieOf(test);
    for (const origin of [test.origin, publicOrigin, ...allowedOrigins]) {
      const socket = test.open({ headers: { cookie, origin } });
      socket.send(hello());
      await socket.next('welcome');
    }
  });

  it('[P12] is refused by its origin also when the cookie is worth nothing', async () => {
    const test = await buildTestApp();
    const headers = { cookie: 's=forged', origin: 'https://evil.example' };
    expect(await test.open({ headers }).refused).toBe(403);
  });

  it.each(['/', '/r/x', '/api/docs', '/wss'])(
    'to %s, where no socket is, gets 404',
    async (path) => {
      const test = await buildTestApp();
      expect(await test.open({}, path).refused).toBe(404);
    },
  );

  it('[P12] a bearer needs no origin', async () => {
    const test = await buildTestApp();
    await test.connect(await test.createUser());
  });
});

describe('a request that changes something', () => {
  const WRITES = [
    ['POST', '/api/users', { name: 'Eve' }],
    ['PATCH', '/api/users/me', { name: 'Eve' }],
    ['DELETE', '/api/users/me', undefined],
    ['POST', '/api/rooms', {}],
  ] as const;

  it.each(WRITES)(
    '[P53] [S1] %s %s from a page of another origin is refused',
    async (method, path, json) => {
      const test = await buildTestApp();
      const cookie = await cookieOf(test);
      for (const origin of ['null', 'https://evil.example']) {
        const reply = await test.request(path, { method, json, headers: { cookie, origin } });
        expect(reply.status).toBe(403);
        expect(await reply.json()).toMatchObject({ error: { code: 'origin-refused' } });
      }
      const me = await test.request('/api/users/me', { headers: { cookie } });
      expect(await me.json()).toMatchObject({ name: 'Ada' });
    },
  );

  it('[P53] from the own page, or from no page, is taken', async () => {
    const test = await buildTestApp();
    const cookie = await cookieOf(test);
    for (const headers of [{ cookie, origin: test.origin }, { cookie }]) {
      expect((await test.request('/api/rooms', { method: 'POST', json: {}, headers })).status).toBe(
        201,
      );
    }
  });

  it('[P53] reading from a page of another origin gives it no leave to see the reply', async () => {
    const test = await buildTestApp({ allowedOrigins: ['https://other.example'] });
    const ask = async (origin: string) => {
      const reply = await test.request('/healthz', { headers: { origin } });
      return reply.headers.get('access-control-allow-origin');
    };
    expect(await ask('https://other.example')).toBe('https://other.example');
    expect(await ask('https://evil.example')).toBeNull();
  });

  it('a preflight of an allowed origin is answered, one of another gives no leave', async () => {
    const test = await buildTestApp({ allowedOrigins: ['https://other.example'] });
    const ask = (origin: string) =>
      test.request('/api/rooms', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await ask('https://other.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect(
      (await ask('https://evil.example')).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});
