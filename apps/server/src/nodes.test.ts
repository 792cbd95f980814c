import { randomBytes } from 'node:crypto';
import type { Member, ServerFrame } from '@chat/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildTestApp,
  NO_LIMITS,
  type TestApp,
  type TestSocket,
  type TestUser,
} from '../test/build-test-app.ts';
import { RedisProcess } from '../test/redis-process.ts';

const messageId = () => randomBytes(16).toString('base64url');
const CALL = { callId: messageId(), page: { tab: messageId(), load: 0 } };

/** Who is in, by the newest that this socket heard. */
function membersOf({ frames }: TestSocket): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const frame of frames) {
    if (frame.type === 'snapshot' || frame.type === 'resumed') {
      members.clear();
      for (const member of frame.members) members.set(member.id, member);
    } else if (frame.type === 'member-joined' || frame.type === 'member-changed') {
      members.set(frame.member.id, frame.member);
    } else if (frame.type === 'member-left') members.delete(frame.member);
  }
  return members;
}

const texts = ({ frames }: TestSocket) =>
  frames.flatMap((frame) =>
    frame.type === 'entry-posted' && frame.entry.body.kind === 'text'
      ? [frame.entry.body.text]
      : [],
  );

const isTold = (frame: ServerFrame) =>
  frame.type === 'rejected' && frame.request === 'join' && frame.code === 'unavailable';

describe('two servers on one Redis', () => {
  let redis: RedisProcess;
  let one: TestApp;
  let other: TestApp;
  let ann: TestUser;
  let bob: TestUser;
  let room: string;
  beforeAll(async () => {
    redis = await RedisProcess.start();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    const store = { kind: 'redis', url: redis.url } as const;
    [one, other] = await Promise.all([buildTestApp({ store }), buildTestApp({ store })]);
    ann = await one.createUser('Ann');
    bob = await other.createUser('Bob');
    room = (await one.createRoom(ann)).id;
  });

  it('messages reach everybody in one order, whichever server they are connected to', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    for (let n = 0; n < 20; n += 1) {
      a.post(room, messageId(), `a${n}`);
      b.post(room, messageId(), `b${n}`);
    }
    await Promise.all([a, b].map((socket) => socket.until(() => texts(socket).length === 40)));
    expect(texts(a)).toEqual(texts(b));
    const seqs = a.frames.flatMap((frame) =>
      frame.type === 'entry-posted' ? [frame.entry.seq] : [],
    );
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('[P65] [RS32] who is in a call by one server is so for all, also beside an idle tab on another', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    const presence = () => membersOf(b).get(ann.id)?.presence;
    a.send({ type: 'presence', room, presence: 'in-call' });
    await b.until(() => presence() === 'in-call');
    const tab = await other.join(ann, room);
    tab.send({ type: 'presence', room, presence: 'away' });
    await tab.settled();
    expect(membersOf(await one.join(await one.createUser('Eve'), room)).get(ann.id)).toMatchObject({
      presence: 'in-call',
    });
    a.send({ type: 'presence', room, presence: 'away' });
    await b.until(() => presence() === 'away');
  });

  it('a person signed in here is known there, and a connection goes on there where it was', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    a.post(room, messageId(), 'first');
    await b.next('entry-posted');
    const { epoch, seq } = await (async () => {
      const frame = await a.next('entry-posted');
      return { epoch: frame.epoch, seq: frame.entry.seq };
    })();
    a.ws.terminate();
    b.post(room, messageId(), 'meanwhile');
    await b.next('entry-posted');
    const again = await other.connect(ann);
    again.send({ type: 'join', room, position: { epoch, seq } });
    const resumed = await again.next('resumed');
    expect(resumed.entries).toMatchObject([{ body: { text: 'meanwhile' } }]);
    await b.settled();
    expect(b.types.filter((type) => type.startsWith('member-'))).toEqual([]);
  });

  it('everybody sees the same people, who come, go, take another name and leave by one of two servers', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    const eve = await one.createUser('Eve');
    const e = await other.join(eve, room);
    const second = await one.join(eve, room);
    second.send({ type: 'leave', room });
    await second.next('room-left');
    await other.request('/api/users/me', {
      method: 'PATCH',
      user: bob,
      json: { name: 'Robert' },
    });
    const all = [a, b, e];
    const names = (socket: TestSocket) =>
      [...membersOf(socket).values()].map(({ name }) => name).sort();
    for (const socket of all) {
      await socket.until(() => names(socket).join() === 'Ann,Eve,Robert');
    }
    e.send({ type: 'leave', room });
    for (const socket of [a, b]) await socket.until(() => names(socket).join() === 'Ann,Robert');
    expect(a.frames.filter(({ type }) => type === 'member-left')).toHaveLength(1);
    expect([...membersOf(a).values()]).toEqual([...membersOf(b).values()]);
  });

  it('[P30] [P32] a call rings at a person on another server, and is answered by that connection alone', async () => {
    const a = await one.join(ann, room);
    const [b, tablet] = [await other.join(bob, room), await one.join(bob, room)];
    const ring = { kind: 'ring', ...CALL } as const;
    a.send({ type: 'signal', room, to: bob.id, signal: ring });
    const heard = await b.next('signal');
    expect(heard).toMatchObject({ from: ann.id, signal: ring });
    await tablet.next('signal');
    const accept = { kind: 'accept', ...CALL } as const;
    b.send({ type: 'signal', room, to: ann.id, connection: heard.connection, signal: accept });
    const accepted = await a.next('signal');
    expect(accepted).toMatchObject({ from: bob.id, signal: accept });
    const hangUp = { kind: 'hang-up', ...CALL, reason: 'hung-up' } as const;
    a.send({ type: 'signal', room, to: bob.id, connection: accepted.connection, signal: hangUp });
    expect((await b.next('signal')).signal).toEqual(hangUp);
    await tablet.settled();
    expect(tablet.types.filter((type) => type === 'signal')).toHaveLength(1);
  });

  it('[P31] a connection that is gone from the other server is refused', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    const welcome = b.frames.find(
      (frame): frame is Extract<ServerFrame, { type: 'welcome' }> => frame.type === 'welcome',
    );
    const connection = welcome!.connection;
    const signal = { kind: 'ring', ...CALL } as const;
    a.send({ type: 'signal', room, to: bob.id, connection, signal });
    await b.next('signal');
    await other.join(bob, room);
    b.send({ type: 'leave', room });
    await b.next('room-left');
    a.send({ type: 'signal', room, to: bob.id, connection, signal });
    expect(await a.next('rejected')).toMatchObject({
      code: 'member-unknown',
      signal: { connection },
    });
  });

  it('[P16] [P62] [P63] the owner locks, lets in, removes, moves and ends, and all of it counts on the other server', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    await one.request(`/api/rooms/${room}`, {
      method: 'PATCH',
      user: ann,
      json: { locked: true },
    });
    await b.next('room-changed');
    const eve = await other.createUser('Eve');
    const e = await other.connect(eve);
    e.send({ type: 'knock', room });
    await a.next('knock-heard');
    a.send({ type: 'answer-knock', room, person: eve.id, admit: true });
    await e.next('admitted');
    e.send({ type: 'join', room });
    await e.next('snapshot');
    await one.request(`/api/rooms/${room}/members/${bob.id}`, { method: 'DELETE', user: ann });
    expect(await b.next('room-left')).toMatchObject({ reason: 'removed' });
    b.send({ type: 'join', room });
    expect(await b.next('rejected')).toMatchObject({ code: 'member-removed' });
    const moved = await one.request(`/api/rooms/${room}/link`, { method: 'POST', user: ann });
    const { id } = (await moved.json()) as { id: string };
    expect(await e.next('room-left')).toMatchObject({ reason: 'moved', to: id });
    e.send({ type: 'join', room: id });
    await e.next('snapshot');
    await one.request(`/api/rooms/${id}`, { method: 'DELETE', user: ann });
    expect(await e.next('room-left')).toMatchObject({ reason: 'ended' });
  });

  it('[P18] [S6] who asks one server to be forgotten is a stranger to the other, and their sockets there close', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    const gone = await one.request('/api/users/me', { method: 'DELETE', user: bob });
    expect(gone.status).toBe(204);
    expect(await b.closed).toBe(4200);
    expect((await other.request('/api/users/me', { user: bob })).status).toBe(401);
    expect(await a.next('member-left')).toMatchObject({ member: bob.id, reason: 'left' });
    // However many notices came after it.
    await redis.command('XTRIM', 'chat:{people}:notices', 'MAXLEN', '0');
    const third = await buildTestApp({ store: { kind: 'redis', url: redis.url } });
    expect((await third.request('/api/users/me', { user: bob })).status).toBe(401);
  });

  it('[P18] [S5] a cookie that one server replaced is over at both, once the new one came back to either', async () => {
    let now = Date.now();
    const store = { kind: 'redis', url: redis.url } as const;
    const [here, there] = [
      await buildTestApp({ store }, { now: () => now }),
      await buildTestApp({ store }, { now: () => now }),
    ];
    const cookieOf = (reply: Response) => reply.headers.get('set-cookie')?.split(';')[0] ?? '';
    const old = cookieOf(
      await here.request('/api/users', { method: 'POST', json: { name: 'Eve' } }),
    );
    const me = (app: TestApp, cookie: string) =>
      app.request('/api/users/me', { headers: { cookie } });
    now += 15 * 24 * 60 * 60_000;
    const renewed = cookieOf(await me(here, old));
    // The old one is not renewed again as soon as the one server knows that the new one came back to the other.
    const renewedAgain = async () => {
      await me(there, renewed);
      return cookieOf(await me(here, old));
    };
    await expect.poll(renewedAgain).toBe('');
    now += 61_000;
    for (const app of [here, there]) {
      await expect.poll(async () => (await me(app, old)).status).toBe(401);
      expect((await me(app, renewed)).status).toBe(200);
    }
  });

  it('[P11] who takes another name at one server has it at the other', async () => {
    const a = await one.join(ann, room);
    await other.join(bob, room);
    await one.request('/api/users/me', { method: 'PATCH', user: bob, json: { name: 'Robert' } });
    await a.until(() => membersOf(a).get(bob.id)?.name === 'Robert');
  });

  it('[P46] [S18] what an address may ask for it may ask for once, whichever server it asks', async () => {
    const limits = { ...NO_LIMITS, usersPerMinute: 5 };
    const store = { kind: 'redis', url: redis.url } as const;
    const apps = [await buildTestApp({ store, limits }), await buildTestApp({ store, limits })];
    await redis.command('FLUSHALL');
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const json = { name: 'Ada', session: 'bearer' };
      const reply = await apps[n % 2]!.request('/api/users', { method: 'POST', json });
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429, 429]);
  });

  it('[P45] [S19] sockets of a person and rooms are as many as they may be over both servers', async () => {
    await redis.command('FLUSHALL');
    const limits = { ...NO_LIMITS, sockets: 2, rooms: 2 };
    const store = { kind: 'redis', url: redis.url } as const;
    const [here, there] = [
      await buildTestApp({ store, limits }),
      await buildTestApp({ store, limits }),
    ];
    const ada = await here.createUser();
    const first = await here.connect(ada);
    await there.connect(ada);
    expect(await (await here.connect(ada)).closed).toBe(4201);
    first.ws.close();
    await first.closed;
    const next = await there.connect(ada);
    for (const app of [here, there]) await app.createRoom(ada);
    const json = { title: 'One too many' };
    const reply = await here.request('/api/rooms', { method: 'POST', user: ada, json });
    expect(reply.status).toBe(429);
    const { error } = (await reply.json()) as { error: { code: string } };
    expect(error.code).toBe('too-many-rooms');
    await next.settled();
  });

  it('[P29] Redis away: sockets stay, nothing is acknowledged, and everybody is in again afterwards', async () => {
    const a = await one.join(ann, room);
    const b = await other.join(bob, room);
    a.post(room, messageId(), 'kept');
    await b.next('entry-posted');
    await redis.command('SAVE');
    await redis.end();
    const lost = messageId();
    a.post(room, lost, 'unknown');
    expect(await a.next('rejected')).toMatchObject({
      request: 'post',
      id: lost,
      code: 'unavailable',
    });
    for (const socket of [a, b]) await socket.until(() => socket.frames.some(isTold));
    a.send({ type: 'join', room });
    expect(await a.next('rejected')).toMatchObject({ request: 'join', code: 'unavailable' });
    expect((await one.request('/healthz')).status).toBe(200);
    expect((await one.request('/readyz')).status).toBe(503);
    expect((await one.request(`/api/rooms/${room}`)).status).toBe(503);
    await redis.start();
    const rejoin = async (socket: TestSocket) => {
      for (let view; !view;) {
        const before = socket.frames.length;
        socket.send({ type: 'join', room });
        await socket.settled();
        view = socket.frames.slice(before).find(({ type }) => type === 'snapshot');
      }
    };
    await Promise.all([a, b].map(rejoin));
    await expect.poll(async () => (await one.request('/readyz')).status).toBe(200);
    b.post(room, messageId(), 'after');
    await a.until(() => texts(a).includes('after'));
    expect(texts(a)).not.toContain('unknown');
    expect([...membersOf(a).values()].map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  });
});
