import { describe, expect, it } from 'vitest';
import {
  buildTestApp,
  hello,
  SECRET,
  testConfig,
  type TestApp,
} from '../../test/build-test-app.ts';
import { buildApp } from '../app.ts';
import { SESSION_SECONDS } from '../session/sessions.ts';

const DAY_MS = 24 * 60 * 60_000;

async function signIn(test: TestApp, headers: Record<string, string> = {}) {
  const reply = await test.request('/api/users', {
    method: 'POST',
    json: { name: 'Ada' },
    headers,
  });
  const setCookie = reply.headers.get('set-cookie') ?? '';
  const user = (await reply.json()) as { id: string; name: string };
  return { reply, user, setCookie, cookie: setCookie.split(';')[0] ?? '' };
}

describe('POST /api/users', () => {
  it('[P12] [S3] signs a browser in by a cookie that scripts cannot read', async () => {
    const test = await buildTestApp();
    const { reply, user, setCookie } = await signIn(test);
    expect(reply.status).toBe(201);
    expect(user).toEqual({ id: expect.stringMatching(/^[\w-]{22}$/) as unknown, name: 'Ada' });
    expect(setCookie).toMatch(/^s=v1\.[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('[P12] [S3] over https the cookie is Secure and of this host alone', async () => {
    const app = await buildApp({ config: testConfig({ trustedProxies: ['127.0.0.1'] }) });
    const https = { 'x-forwarded-proto': 'https' };
    const payload = { name: 'Ada' };
    const made = await app.inject({ method: 'POST', url: '/api/users', payload, headers: https });
    expect(made.headers['set-cookie']).toMatch(/^__Host-s=v1.*; Secure; SameSite=Strict$/);
    const token = /=([^;]+)/.exec(String(made.headers['set-cookie']))?.[1];
    const me = async (cookie: string, headers: object) =>
      (await app.inject({ url: '/api/users/me', headers: { cookie, ...headers } })).statusCode;
    expect(await me(`__Host-s=${token}`, https)).toBe(200);
    expect(await me(`s=${token}`, https)).toBe(401);
    await app.close();
  });

  it('[S20] what a client says of itself counts only from a proxy that is trusted', async () => {
    const test = await buildTestApp();
    const { setCookie } = await signIn(test, { 'x-forwarded-proto': 'https' });
    expect(setCookie).toMatch(/^s=/);
  });

  it('gives a bot a token and no cookie', async () => {
    const test = await buildTestApp();
    const json = { name: 'Bot', session: 'bearer' };
    const reply = await test.request('/api/users', { method: 'POST', json });
    expect(await reply.json()).toMatchObject({
      name: 'Bot',
      token: expect.stringMatching(/^v1\./) as unknown,
    });
    expect(reply.headers.get('set-cookie')).toBeNull();
  });

  it('[P51] [S5] always makes a new person, whatever session came along', async () => {
    const test = await buildTestApp();
    const first = await signIn(test);
    const second = await signIn(test, { cookie: first.cookie });
    expect(second.user.id).not.toBe(first.user.id);
    expect(second.cookie).not.toBe(first.cookie);
  });

  it.each([
    ['no name', {}, 'The field name is missing.'],
    ['an empty name', { name: '' }, 'The field name must not have fewer than 1 characters.'],
    ['white space', { name: '  ' }, 'The field name has characters or a form that is not allowed.'],
    [
      'a long name',
      { name: 'canary'.repeat(9) },
      'The field name must not have more than 40 characters.',
    ],
    ['a name that is no text', { name: 7 }, 'The field name must be string.'],
    ['a field too many', { name: 'Ada', canary: 1 }, 'The body has fields that are not known.'],
    [
      'an id of its own',
      { name: 'Ada', id: 'u'.repeat(22) },
      'The body has fields that are not known.',
    ],
    ['no object', ['canary'], 'The body must be object.'],
  ])('refuses %s and says which field', async (_, json, message) => {
    const test = await buildTestApp();
    const reply = await test.request('/api/users', { method: 'POST', json });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ error: { code: 'bad-request', message } });
  });
});

describe('/api/users/me', () => {
  it('says who I am, by cookie or by bearer, and the bearer wins', async () => {
    const test = await buildTestApp();
    const { cookie, user } = await signIn(test);
    const bot = await test.createUser('Bot');
    const me = async (init: object) => (await test.request('/api/users/me', init)).json();
    expect(await me({ headers: { cookie } })).toEqual(user);
    expect(await me({ user: bot })).toEqual({ id: bot.id, name: 'Bot' });
    expect(await me({ user: bot, headers: { cookie } })).toMatchObject({ id: bot.id });
    const forged = { headers: { cookie, authorization: 'Bearer forged' } };
    expect(await me(forged)).toMatchObject({ error: { code: 'session-unknown' } });
    const basic = { headers: { cookie, authorization: 'Basic eDp5' } };
    expect(await me(basic)).toEqual(user);
  });

  it('renews the cookie after half of its life, and not before', async () => {
    let now = Date.now();
    const test = await buildTestApp({}, { now: () => now });
    const { cookie } = await signIn(test);
    const renewed = async () =>
      (await test.request('/api/users/me', { headers: { cookie } })).headers.get('set-cookie');
    expect(await renewed()).toBeNull();
    now += 15 * DAY_MS;
    expect(await renewed()).toMatch(/^s=v1/);
    now += 15 * DAY_MS;
    expect((await test.request('/api/users/me', { headers: { cookie } })).status).toBe(401);
  });

  it('[P18] [S5] a replaced cookie holds until a minute after the new one came back, and its socket lives on', async () => {
    let now = Date.now();
    const test = await buildTestApp({}, { now: () => now });
    const { cookie, user } = await signIn(test);
    const headers = { cookie, origin: test.origin };
    const socket = test.open({ headers });
    socket.send(hello());
    await socket.next('welcome');
    now += 15 * DAY_MS;
    const me = async (mine: string) => {
      const reply = await test.request('/api/users/me', { headers: { cookie: mine } });
      return { status: reply.status, cookie: reply.headers.get('set-cookie')?.split(';')[0] };
    };
    // The first reply with a new cookie is lost on the way.
    await me(cookie);
    now += DAY_MS;
    const renewed = (await me(cookie)).cookie ?? '';
    expect(await me(renewed)).toEqual({ status: 200, cookie: undefined });
    now += 60_000;
    expect((await me(cookie)).status).toBe(200);
    now += 1_000;
    expect((await me(cookie)).status).toBe(401);
    expect((await me(renewed)).status).toBe(200);
    await socket.settled();
    const json = { name: 'Countess' };
    const rename = { method: 'PATCH', json, headers: { cookie: renewed } };
    expect(await (await test.request('/api/users/me', rename)).json()).toEqual({
      id: user.id,
      name: 'Countess',
    });
  });

  it('[P18] [S6] a socket ends with its session, with 4101', async () => {
    const issuedAt = Math.floor(Date.now() / 1_000) * 1_000;
    let now = issuedAt;
    const test = await buildTestApp({}, { now: () => now });
    const { token } = await test.createUser('Ada');
    now = issuedAt + SESSION_SECONDS * 1_000 - 1_000;
    const socket = test.open({ headers: { authorization: `Bearer ${token}` } });
    socket.send(hello());
    expect(await socket.closed).toBe(4101);
    expect(socket.types).toEqual(['welcome']);
  });

  it('[P11] a new name shows at once in the rooms, later over the old socket, and in the new session', async () => {
    const test = await buildTestApp();
    const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
    const room = await test.createRoom(ada);
    const [a, b] = [await test.join(ada, room.id), await test.join(bob, room.id)];
    const init = { method: 'PATCH', user: ada, json: { name: 'Countess' } };
    const renamed = (await (await test.request('/api/users/me', init)).json()) as { token: string };
    expect((await b.next('member-changed')).member).toMatchObject({ id: ada.id, name: 'Countess' });
    a.post(room.id, 'm'.repeat(22), 'hi');
    expect((await b.next('entry-posted')).entry.name).toBe('Countess');
    const other = await test.createRoom(ada);
    a.send({ type: 'join', room: other.id });
    expect((await a.next('snapshot')).members).toMatchObject([{ name: 'Countess' }]);
    expect(other.title).toBe('Tea');
    const me = await test.request('/api/users/me', { user: { ...ada, token: renamed.token } });
    expect(await me.json()).toEqual({ id: ada.id, name: 'Countess' });
  });

  it('[P18] [P40] [S6] forgetting me leaves all rooms, closes my sockets with 4200 and ends my sessions', async () => {
    const test = await buildTestApp();
    const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
    const room = await test.createRoom(ada);
    const [a, b] = [await test.join(ada, room.id), await test.join(bob, room.id)];
    const reply = await test.request('/api/users/me', { method: 'DELETE', user: ada });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('set-cookie')).toMatch(/^s=;/);
    expect(await a.closed).toBe(4200);
    expect(await b.next('member-left')).toMatchObject({ member: ada.id, reason: 'left' });
    expect((await test.request('/api/users/me', { user: ada })).status).toBe(401);
    const socket = test.open({ headers: { authorization: `Bearer ${ada.token}` } });
    expect(await socket.closed).toBe(4101);
    await b.settled();
    expect(b.types).not.toContain('member-changed');
  });

  it.each(['GET', 'PATCH', 'DELETE'])('%s needs a session', async (method) => {
    const test = await buildTestApp();
    const json = method === 'PATCH' ? { nonsense: true } : undefined;
    const reply = await test.request('/api/users/me', { method, json });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: 'session-unknown' } });
  });

  it('a session survives a restart, and an older secret is good until it is taken away', async () => {
    const first = await buildTestApp();
    const { token } = await first.createUser('Ada');
    const me = async (sessionSecrets: string[]) => {
      const app = await buildApp({ config: testConfig({ sessionSecrets }) });
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode } = await app.inject({ url: '/api/users/me', headers });
      await app.close();
      return statusCode;
    };
    const newer = 'another secret for tests of 32 chars';
    expect(await me([SECRET])).toBe(200);
    expect(await me([newer, SECRET])).toBe(200);
    expect(await me([newer])).toBe(401);
    expect(SESSION_SECONDS).toBe(2_592_000);
  });
});
