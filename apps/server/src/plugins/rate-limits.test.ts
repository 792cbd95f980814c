import { describe, expect, it } from 'vitest';
import { buildTestApp, hello, NO_LIMITS } from '../../test/build-test-app.ts';

const limits = (changes: Partial<typeof NO_LIMITS>) => ({ limits: { ...NO_LIMITS, ...changes } });
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
/** Every address of these tests comes over a proxy that is named. */
const PROXY = { trustedProxies: ['127.0.0.1'] };

describe('[P46] who asks too often', () => {
  it('[S18] from one address gets 429 with the time to wait, and others go on', async () => {
    const test = await buildTestApp({ ...PROXY, ...limits({ requestsPerMinute: 3 }) });
    const ask = (address: string) => test.request('/api/users/me', from(address));
    for (let n = 0; n < 3; n += 1) expect((await ask('192.0.2.1')).status).toBe(401);
    const refused = await ask('192.0.2.1');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { code: 'too-fast' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('192.0.2.2')).status).toBe(401);
    expect((await test.request('/healthz', from('192.0.2.1'))).status).toBe(200);
    expect((await test.request('/nowhere', from('192.0.2.1'))).status).toBe(429);
  });

  it('[S18] counts a network of IPv6 as one address, and sockets as requests', async () => {
    const test = await buildTestApp({ ...PROXY, ...limits({ requestsPerMinute: 2 }) });
    const ask = async (address: string) =>
      (await test.request('/api/users/me', from(address))).status;
    expect(await ask('2001:db8::1')).toBe(401);
    expect(await ask('2001:db8::2:3:4:5')).toBe(401);
    expect(await ask('2001:db8:0:0:ffff::')).toBe(429);
    expect(await ask('2001:db8:0:1::1')).toBe(401);
    expect(await test.open(from('2001:db8::7')).refused).toBe(429);
  });

  it('[S18] new people are limited by address, new rooms by person', async () => {
    const test = await buildTestApp(limits({ usersPerMinute: 2, roomsPerHour: 1 }));
    const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
    const create = async (path: string, user?: typeof ada) => {
      const json = path === '/api/users' ? { name: 'Eve' } : {};
      return (await test.request(path, { method: 'POST', json, ...(user && { user }) })).status;
    };
    expect(await create('/api/users')).toBe(429);
    expect(await create('/api/rooms', ada)).toBe(201);
    expect(await create('/api/rooms', ada)).toBe(429);
    expect(await create('/api/rooms', bob)).toBe(201);
  });

  it('[S20] an address that a client claims does not count, and the operator is told once', async () => {
    const lines: string[] = [];
    const test = await buildTestApp(
      { ...limits({ requestsPerMinute: 2 }), logLevel: 'warn' },
      { logStream: { write: (line) => lines.push(line) } },
    );
    const ask = async (address: string) =>
      (await test.request('/api/users/me', from(address))).status;
    expect([await ask('192.0.2.1'), await ask('192.0.2.2'), await ask('192.0.2.3')]).toEqual([
      401, 401, 429,
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('TRUSTED_PROXIES');
    expect(lines[0]).not.toContain('192.0.2');
  });
});

describe('[P45] too many sockets', () => {
  it('[S19] of one person are closed with 4201, until one of the others is gone', async () => {
    const test = await buildTestApp(limits({ sockets: 2 }));
    const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
    const first = await test.connect(ada);
    await test.connect(ada);
    const open = (user: typeof ada) =>
      test.open({ headers: { authorization: `Bearer ${user.token}` } });
    expect(await open(ada).closed).toBe(4201);
    await test.connect(bob);
    first.ws.close();
    await first.closed;
    await expect
      .poll(async () => {
        const socket = open(ada);
        socket.send(hello());
        return Promise.race([socket.closed, socket.next('welcome').then(() => 'welcome')]);
      })
      .toBe('welcome');
  });

  it('[S15] of one address are closed with 4201, also those that say nothing', async () => {
    const test = await buildTestApp({ ...PROXY, ...limits({ addressSockets: 2 }) });
    const open = async (address: string) => {
      const { token } = await test.createUser();
      const headers = { authorization: `Bearer ${token}`, ...from(address).headers };
      return test.open({ headers });
    };
    await open('2001:db8::1');
    await open('2001:db8::2');
    expect(await (await open('2001:db8::3')).closed).toBe(4201);
    const other = await open('2001:db8:0:1::1');
    other.send(hello());
    await other.next('welcome');
  });
});

describe('[P44] who sends too fast', () => {
  it('[S18] waits, loses nothing, and holds nobody else up', async () => {
    const test = await buildTestApp(limits({ framesPerSecond: 100 }));
    const [ada, eve] = [await test.createUser('Ada'), await test.createUser('Eve')];
    const room = (await test.createRoom(ada)).id;
    const [a, e] = [await test.join(ada, room), await test.join(eve, room)];
    const id = (n: number) => String(n).padStart(22, '0');
    for (let n = 0; n < 200; n += 1) e.post(room, id(n), 'flood');
    a.post(room, id(999), 'heard');
    const order = () =>
      a.frames.flatMap((frame) => (frame.type === 'entry-posted' ? [frame.entry.id] : []));
    await a.until(() => order().length === 201);
    // What was over the allowance came after the other's message, although it had been sent before.
    expect(order().indexOf(id(999))).toBeLessThan(180);
    expect(order().filter((entry) => entry !== id(999))).toEqual(
      Array.from({ length: 200 }, (_, n) => id(n)),
    );
  });
});
