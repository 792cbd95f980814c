import type { ClientFrame, CreatedRoom, KnockList } from '@chat/protocol';
import { CLIENT_FRAMES } from '@chat/protocol/client-frames';
import { describe, expect, it, vi } from 'vitest';
import {
  buildTestApp,
  type TestApp,
  type TestSocket,
  type TestUser,
} from '../test/build-test-app.ts';

// Who may do what. A frame or a route without a row fails; so does a row without one.

// Seven people and their sockets for each row take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const ROLES = ['stranger', 'member', 'former', 'removed', 'owner', 'other'] as const;
type Role = (typeof ROLES)[number];
type FrameType = Exclude<ClientFrame['type'], 'hello'>;
/** The answer to each role: what a granted request is answered with, or the code of the refusal. */
type Row<Answer> = Record<Role, Answer>;

const same = <Answer>(answer: Answer): Row<Answer> =>
  Object.fromEntries(ROLES.map((role) => [role, answer])) as Row<Answer>;

const INSIDE = { ...same('not-a-member'), member: 'granted', owner: 'granted' };
const FRAMES: Record<FrameType, Row<string>> = {
  join: { ...same('granted'), removed: 'member-removed' },
  leave: INSIDE,
  post: INSIDE,
  signal: INSIDE,
  typing: INSIDE,
  presence: INSIDE,
  // Who is kept out may not even knock; an open door has nobody before it, so the answer finds nobody there.
  knock: { ...same('granted'), removed: 'member-removed' },
  'answer-knock': { ...same('not-a-member'), member: 'member-unknown', owner: 'member-unknown' },
  heartbeat: same('granted'),
};

type Access = Row<number> & { nobody: number };
const signedIn = (status: number): Access => ({ ...same(status), nobody: 401 });
const OWNER = (status: number): Access => ({ ...same(403), owner: status, nobody: 401 });
const MEMBERS = (status: number): Access => ({ ...OWNER(status), member: status });
const open = (status: number): Access => ({ ...same(status), nobody: status });
const ROUTES: Record<string, Access> = {
  'post /api/users': open(201),
  'get /api/users/me': signedIn(200),
  'patch /api/users/me': signedIn(200),
  'delete /api/users/me': signedIn(204),
  'post /api/rooms': signedIn(201),
  'get /api/rooms/{id}': open(200),
  'patch /api/rooms/{id}': OWNER(200),
  'delete /api/rooms/{id}': OWNER(204),
  'post /api/rooms/{id}/link': OWNER(201),
  'get /api/rooms/{id}/knocks': MEMBERS(200),
  // Nobody knocks at an open door.
  'post /api/rooms/{id}/knocks/{userId}': MEMBERS(404),
  'get /api/rooms/{id}/messages': MEMBERS(200),
  'post /api/rooms/{id}/messages': MEMBERS(201),
  'delete /api/rooms/{id}/members/{userId}': OWNER(204),
  'get /api/ice-servers': signedIn(200),
  'get /healthz': open(200),
  'get /readyz': open(200),
};
const BODIES: Record<string, unknown> = {
  'post /api/users': { name: 'New' },
  'patch /api/users/me': { name: 'Renamed' },
  'post /api/rooms': { title: 'Mine' },
  'patch /api/rooms/{id}': { locked: true },
  'post /api/rooms/{id}/knocks/{userId}': { admit: true },
};

type World = {
  test: TestApp;
  room: CreatedRoom;
  users: Row<TestUser>;
  sockets: Row<TestSocket>;
  witness: TestUser;
  seen: TestSocket;
};

/** One room, one person in each role, and a member who sees whatever gets through. */
async function makeWorld(): Promise<World> {
  const test = await buildTestApp();
  const users = {} as Row<TestUser>;
  for (const role of ROLES) users[role] = await test.createUser(role);
  const witness = await test.createUser('Witness');
  const [room, elsewhere] = [
    await test.createRoom(users.owner),
    await test.createRoom(users.other, 'Elsewhere'),
  ];
  const sockets = {} as Row<TestSocket>;
  for (const role of ROLES) sockets[role] = await test.connect(users[role]);
  for (const role of ['member', 'former', 'removed', 'owner'] as const) {
    sockets[role].send({ type: 'join', room: room.id });
    await sockets[role].next('snapshot');
  }
  sockets.other.send({ type: 'join', room: elsewhere.id });
  await sockets.other.next('snapshot');
  const seen = await test.join(witness, room.id);
  sockets.former.send({ type: 'leave', room: room.id });
  await sockets.former.next('room-left');
  const path = `/api/rooms/${room.id}/members/${users.removed.id}`;
  await test.request(path, { method: 'DELETE', user: users.owner });
  await sockets.removed.next('room-left');
  await seen.settled();
  return { test, room, users, sockets, witness, seen };
}

function frameOf(type: FrameType, { room, witness, seen }: World): ClientFrame {
  const snapshot = seen.frames.find((frame) => frame.type === 'snapshot');
  const id = 'i'.repeat(22);
  const frames: { [T in FrameType]: Extract<ClientFrame, { type: T }> } = {
    join: { type: 'join', room: room.id },
    leave: { type: 'leave', room: room.id },
    post: {
      type: 'post',
      room: room.id,
      id: `${Math.random().toString(36).slice(2)}x`.padEnd(22, 'x'),
      epoch: snapshot?.epoch ?? '',
      n: 1,
      body: { kind: 'text', text: 'through' },
    },
    signal: {
      type: 'signal',
      room: room.id,
      to: witness.id,
      signal: { kind: 'ring', callId: id, page: { tab: id, load: 0 } },
    },
    typing: { type: 'typing', room: room.id },
    presence: { type: 'presence', room: room.id, presence: 'away' },
    knock: { type: 'knock', room: room.id },
    'answer-knock': { type: 'answer-knock', room: room.id, person: witness.id, admit: true },
    heartbeat: { type: 'heartbeat' },
  };
  return frames[type];
}

describe('[S8] frames', () => {
  it('each has a row, and no other', () => {
    const types = Object.keys(CLIENT_FRAMES).filter((type) => type !== 'hello');
    expect(Object.keys(FRAMES).sort()).toEqual(types.sort());
  });

  it.each(Object.keys(FRAMES) as FrameType[])('%s is answered by the role', async (type) => {
    const world = await makeWorld();
    for (const role of ROLES) {
      const [socket, before] = [world.sockets[role], world.seen.frames.length];
      const mine = socket.frames.length;
      socket.send(frameOf(type, world));
      await socket.settled();
      await world.seen.settled();
      const answers = socket.frames.slice(mine);
      const refusals = answers.flatMap((f) => (f.type === 'rejected' ? [f.code] : []));
      const expected = FRAMES[type][role];
      expect([role, refusals]).toEqual([role, expected === 'granted' ? [] : [expected]]);
      const told = world.seen.frames.slice(before).filter((f) => f.type !== 'heartbeat');
      if (expected !== 'granted') expect([role, told]).toEqual([role, []]);
    }
  });

  it('[S9] a signal from one who has left reaches nobody, also in the middle of a call', async () => {
    const world = await makeWorld();
    const { member } = world.sockets;
    member.send(frameOf('signal', world));
    expect(await world.seen.next('signal')).toMatchObject({ from: world.users.member.id });
    member.send({ type: 'leave', room: world.room.id });
    member.send(frameOf('signal', world));
    expect((await member.next('rejected')).code).toBe('not-a-member');
    await world.seen.settled();
    expect(world.seen.types.filter((type) => type === 'signal')).toHaveLength(1);
  });

  it('[S8] a locked room: who may knock at it, and who may answer', async () => {
    const world = await makeWorld();
    const { test, room, users, sockets } = world;
    await test.request(`/api/rooms/${room.id}`, {
      method: 'PATCH',
      user: users.owner,
      json: { locked: true },
    });
    for (const role of ROLES) {
      const knocker = await test.createUser('Knocker');
      const waiting = await test.connect(knocker);
      waiting.send({ type: 'knock', room: room.id });
      await waiting.settled();
      const mine = sockets[role].frames.length;
      const answer = { room: room.id, person: knocker.id, admit: true };
      sockets[role].send({ type: 'answer-knock', ...answer });
      await sockets[role].settled();
      await waiting.settled();
      const refusals = sockets[role].frames.slice(mine).filter((f) => f.type === 'rejected');
      const may = role === 'member' || role === 'owner';
      expect([role, refusals.map((f) => f.code)]).toEqual([role, may ? [] : ['not-a-member']]);
      expect([role, waiting.types]).toEqual([role, ['welcome', ...(may ? ['admitted'] : [])]]);
      waiting.ws.terminate();
    }
  });

  it('[S8] [P63] a locked room, by REST: who sees who knocks, and who may answer', async () => {
    const { test, room, users } = await makeWorld();
    const json = { locked: true };
    await test.request(`/api/rooms/${room.id}`, { method: 'PATCH', user: users.owner, json });
    const path = `/api/rooms/${room.id}/knocks`;
    for (const role of ROLES) {
      const knocker = await test.createUser('Knocker');
      const waiting = await test.connect(knocker);
      waiting.send({ type: 'knock', room: room.id });
      await waiting.settled();
      const may = role === 'member' || role === 'owner';
      const list = await test.request(path, { user: users[role] });
      const { knocks } = (await list.json()) as Partial<KnockList>;
      const shown = knocks?.filter(({ id }) => id === knocker.id).map(({ name }) => name);
      expect([role, list.status, shown]).toEqual([
        role,
        may ? 200 : 403,
        may ? ['Knocker'] : undefined,
      ]);
      const answer = { method: 'POST', user: users[role], json: { admit: role === 'owner' } };
      const { status } = await test.request(`${path}/${knocker.id}`, answer);
      await waiting.settled();
      expect([role, status, waiting.types.at(-1)]).toEqual([
        role,
        may ? 204 : 403,
        role === 'owner' ? 'admitted' : may ? 'rejected' : 'welcome',
      ]);
      waiting.ws.terminate();
    }
  });

  it('[S39] [P63] who knocks hears that they are let in or not, and nothing of the room', async () => {
    const { test, room, users, sockets, seen } = await makeWorld();
    const json = { locked: true };
    await test.request(`/api/rooms/${room.id}`, { method: 'PATCH', user: users.owner, json });
    const knocker = sockets.stranger;
    const before = knocker.frames.length;
    knocker.send({ type: 'join', room: room.id });
    knocker.send({ type: 'knock', room: room.id });
    const { knocker: heard } = await seen.next('knock-heard');
    expect(heard).toMatchObject({ id: users.stranger.id, name: 'stranger' });
    seen.post(room.id, 'p'.repeat(22), 'between us');
    await test.request('/api/users/me', {
      method: 'PATCH',
      user: users.member,
      json: { name: 'M' },
    });
    seen.send({ type: 'answer-knock', room: room.id, person: users.stranger.id, admit: false });
    await knocker.settled();
    const { message, ...refusal } = await knocker
      .next('rejected')
      .then(() => knocker.next('rejected'));
    expect(refusal).toEqual({
      type: 'rejected',
      request: 'knock',
      room: room.id,
      code: 'knock-refused',
    });
    expect(message).not.toContain(room.title);
    expect(knocker.frames.slice(before).map(({ type }) => type)).toEqual(
      expect.not.arrayContaining(['knock-heard', 'knock-answered', 'entry-posted', 'snapshot']),
    );
    // Who is let in learns just that; the room comes with the join.
    const other = sockets.other;
    other.send({ type: 'knock', room: room.id });
    await seen.next('knock-heard');
    seen.send({ type: 'answer-knock', room: room.id, person: users.other.id, admit: true });
    expect(await other.next('admitted')).toEqual({ type: 'admitted', room: room.id });
    other.send({ type: 'join', room: room.id });
    expect((await other.next('snapshot')).room).toBe(room.id);
    // Who does not wait any more is told so, and so are those inside.
    const third = await test.connect(await test.createUser('Third'));
    third.send({ type: 'knock', room: room.id });
    await seen.next('knock-heard');
    third.send({ type: 'leave', room: room.id });
    expect(await third.next('room-left')).toMatchObject({ reason: 'left' });
    await seen.until(() =>
      seen.frames.some((f) => f.type === 'knock-answered' && f.answer === 'gone'),
    );
  });

  it('[S39] who is refused learns why, and nothing of the room', async () => {
    const { test, room, users, sockets } = await makeWorld();
    const json = { locked: true };
    await test.request(`/api/rooms/${room.id}`, { method: 'PATCH', user: users.owner, json });
    for (const role of ['stranger', 'other', 'removed'] as const) {
      sockets[role].send({ type: 'join', room: room.id });
      const { message, ...refusal } = await sockets[role].next('rejected');
      const code = role === 'removed' ? 'member-removed' : 'room-locked';
      expect(refusal).toEqual({ type: 'rejected', request: 'join', room: room.id, code });
      expect(message).not.toContain(room.title);
    }
    const preview = await (await test.request(`/api/rooms/${room.id}`)).json();
    expect(Object.keys(preview as object).sort()).toEqual([
      'encryption',
      'id',
      'locked',
      'memberCount',
      'title',
    ]);
  });
});

describe('[S8] routes', () => {
  it('each has a row, and no other', async () => {
    const { app } = await buildTestApp();
    const { paths } = (await app.inject('/api/openapi.json')).json<{ paths: object }>();
    const routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(Object.keys(ROUTES).sort()).toEqual(routes.sort());
  });

  it.each(Object.keys(ROUTES))('%s is answered by the role', async (route) => {
    const world = await makeWorld();
    const { test, room, users, witness } = world;
    const [method = '', template = ''] = route.split(' ');
    const path = template.replace('{id}', room.id).replace('{userId}', witness.id);
    // The owner comes last: what an owner does may be the end of it.
    const order = [...ROLES.filter((role) => role !== 'owner'), 'nobody', 'owner'] as const;
    for (const [at, role] of order.entries()) {
      const id = String(at).padStart(22, 'm');
      const isPost = route === 'post /api/rooms/{id}/messages';
      const json = isPost ? { id, body: { kind: 'text', text: 'x' } } : BODIES[route];
      const reply = await test.request(path, {
        method: method.toUpperCase(),
        json,
        ...(role !== 'nobody' && { user: users[role] }),
      });
      expect([role, reply.status]).toEqual([role, ROUTES[route]?.[role]]);
    }
  });
});
