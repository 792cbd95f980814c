import { LIMITS, type CreatedRoom, type PostedEntry } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';

const MESSAGE = 'm'.repeat(22);
const text = (content: string) => ({ kind: 'text', text: content });

async function aRoom() {
  const test = await buildTestApp();
  const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
  const room = await test.createRoom(ada);
  return { test, ada, bob, room, path: `/api/rooms/${room.id}` };
}

async function codeOf(reply: Response) {
  const { error } = (await reply.json()) as { error: { code: string } };
  return [reply.status, error.code];
}

describe('POST /api/rooms', () => {
  it('[P10] makes a room with an id of the server and its whole address', async () => {
    const { test, ada, room } = await aRoom();
    expect(room).toEqual({
      id: expect.stringMatching(/^[\w-]{32}$/) as unknown,
      title: 'Tea',
      ownerId: ada.id,
      createdAt: expect.any(Number) as unknown,
      changedAt: expect.any(Number) as unknown,
      locked: false,
      encryption: 'none',
      seal: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      url: `${test.origin}/r/${room.id}`,
    });
  });

  it('names the public origin in the address, where there is one', async () => {
    const test = await buildTestApp({ publicOrigin: 'https://chat.example' });
    const room = await test.createRoom(await test.createUser());
    expect(room.url).toBe(`https://chat.example/r/${room.id}`);
  });

  it('calls a room without a title after its owner', async () => {
    const { test, ada } = await aRoom();
    const reply = await test.request('/api/rooms', { method: 'POST', user: ada, json: {} });
    expect(((await reply.json()) as CreatedRoom).title).toBe('Ada’s room');
  });

  it.each([
    ['an id of the client', { id: 'r'.repeat(32) }],
    ['an owner of the client', { ownerId: 'u'.repeat(22) }],
    ['a title that is too long', { title: 'x'.repeat(LIMITS.titleLength + 1) }],
    ['an empty title', { title: '' }],
    ['an encryption that is not there', { encryption: 'mls' }],
  ])('[P10] refuses %s', async (_, json) => {
    const { test, ada } = await aRoom();
    const reply = await test.request('/api/rooms', { method: 'POST', user: ada, json });
    expect(await codeOf(reply)).toEqual([400, 'bad-request']);
  });

  it('needs a session', async () => {
    const { test } = await aRoom();
    const reply = await test.request('/api/rooms', { method: 'POST', json: {} });
    expect(await codeOf(reply)).toEqual([401, 'session-unknown']);
  });
});

describe('/api/rooms/:id', () => {
  it('says to the holder of the link what may be known before joining', async () => {
    const { test, ada, room, path } = await aRoom();
    await test.join(ada, room.id);
    const preview = await (await test.request(path)).json();
    expect(preview).toEqual({
      id: room.id,
      title: 'Tea',
      memberCount: 1,
      locked: false,
      encryption: 'none',
    });
  });

  it('[P10] [S7] a malformed, a foreign and a forgotten id are answered alike', async () => {
    const { test, ada, path } = await aRoom();
    const twisted = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`;
    const bodies = new Set<string>();
    for (const other of [
      '/api/rooms/x',
      `/api/rooms/${'r'.repeat(32)}`,
      twisted,
      '/api/rooms/%00',
    ]) {
      const reply = await test.request(other, { user: ada });
      expect(reply.status).toBe(404);
      bodies.add(await reply.text());
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('room-unknown');
  });

  it('[P16] only the owner changes it', async () => {
    const { test, ada, bob, room, path } = await aRoom();
    const change = async (user: typeof ada, json: object) =>
      test.request(path, { method: 'PATCH', user, json });
    expect(await codeOf(await change(bob, { title: 'Mine' }))).toEqual([403, 'not-the-owner']);
    const reply = await change(ada, { title: 'Coffee', locked: true });
    const changed = (await reply.json()) as object;
    expect({ ...room, ...changed }).toMatchObject({ ...changed, title: 'Coffee', locked: true });
    expect(await codeOf(await change(ada, {}))).toEqual([400, 'bad-request']);
    // The room goes to a member only.
    expect(await codeOf(await change(ada, { ownerId: bob.id }))).toEqual([404, 'member-unknown']);
    expect(await codeOf(await change(ada, { ownerId: 'bob' }))).toEqual([400, 'bad-request']);
    expect(await codeOf(await change(ada, { locked: 'true' }))).toEqual([400, 'bad-request']);
  });

  it('[P16] only the owner ends it, and then it is gone for all', async () => {
    const { test, ada, bob, path } = await aRoom();
    const end = (user: typeof ada) => test.request(path, { method: 'DELETE', user });
    expect(await codeOf(await end(bob))).toEqual([403, 'not-the-owner']);
    expect((await end(ada)).status).toBe(204);
    expect(await codeOf(await end(ada))).toEqual([410, 'room-ended']);
    expect(await codeOf(await test.request(path))).toEqual([410, 'room-ended']);
  });

  it('[P16] only the owner removes a member', async () => {
    const { test, ada, bob, room, path } = await aRoom();
    await test.join(bob, room.id);
    const remove = (user: typeof ada, id: string) =>
      test.request(`${path}/members/${id}`, { method: 'DELETE', user });
    expect(await codeOf(await remove(bob, ada.id))).toEqual([403, 'not-the-owner']);
    expect(await codeOf(await remove(ada, 'nobody'))).toEqual([404, 'member-unknown']);
    expect(await codeOf(await remove(ada, ada.id))).toEqual([400, 'bad-request']);
    expect((await remove(ada, bob.id)).status).toBe(204);
  });
});

describe('/api/rooms/:id/messages', () => {
  it('[P22] [P52] posts once for each id, and tells the members', async () => {
    const { test, ada, bob, room, path } = await aRoom();
    const b = await test.join(bob, room.id);
    const post = (user: typeof ada, text: string) =>
      test.request(`${path}/messages`, {
        method: 'POST',
        user,
        json: { id: MESSAGE, body: { kind: 'text', text } },
      });
    const first = await post(ada, 'one');
    expect(first.status).toBe(201);
    const posted = (await first.json()) as PostedEntry;
    expect(posted.entry).toMatchObject({
      id: MESSAGE,
      seq: 1,
      from: ada.id,
      name: 'Ada',
      body: { kind: 'text', text: 'one' },
    });
    const again = await post(ada, 'two');
    expect([again.status, await again.json()]).toEqual([200, posted]);
    expect(await codeOf(await post(bob, 'mine'))).toEqual([409, 'id-taken']);
    expect(await b.next('entry-posted')).toMatchObject(posted);
    await b.settled();
    expect(b.types.filter((type) => type === 'entry-posted')).toHaveLength(1);
  });

  it('[P52] who is not in neither posts nor reads', async () => {
    const { test, bob, path } = await aRoom();
    const json = { id: MESSAGE, body: { kind: 'text', text: 'x' } };
    const post = await test.request(`${path}/messages`, { method: 'POST', user: bob, json });
    expect(await codeOf(post)).toEqual([403, 'not-a-member']);
    const read = await test.request(`${path}/messages`, { user: bob });
    expect(await codeOf(read)).toEqual([403, 'not-a-member']);
  });

  it.each([
    [{ id: MESSAGE, body: text(' ') }, 'text-empty'],
    [{ id: MESSAGE, body: text('x'.repeat(LIMITS.textLength + 1)) }, 'text-too-long'],
    [{ id: 'short', body: text('x') }, 'bad-request'],
    [{ id: MESSAGE, body: text('x'), from: 'u'.repeat(22) }, 'bad-request'],
    [{ id: MESSAGE, body: { kind: 'void' } }, 'bad-request'],
    [{ id: MESSAGE, body: { ...text('x'), target: MESSAGE } }, 'bad-request'],
  ])('[P23] a message that cannot be is refused: %o', async (json, code) => {
    const { test, ada, path } = await aRoom();
    const reply = await test.request(`${path}/messages`, { method: 'POST', user: ada, json });
    expect(await codeOf(reply)).toEqual([400, code]);
  });

  it('[P52] history comes in pages of 50, or as many as are asked for', async () => {
    const { test, ada, path } = await aRoom();
    for (let n = 0; n < 53; n += 1) {
      const json = { id: String(n).padStart(22, '0'), body: text(String(n)) };
      await test.request(`${path}/messages`, { method: 'POST', user: ada, json });
    }
    const page = async (query: string) => {
      const reply = await test.request(`${path}/messages${query}`, { user: ada });
      const { messages, more } = (await reply.json()) as {
        messages: { seq: number }[];
        more: boolean;
      };
      return [messages[0]?.seq, messages.at(-1)?.seq, more];
    };
    expect(await page('')).toEqual([4, 53, true]);
    expect(await page('?limit=5')).toEqual([49, 53, true]);
    expect(await page('?before=4')).toEqual([1, 3, false]);
    expect(await page('?before=4&limit=1')).toEqual([3, 3, true]);
  });

  it.each([
    'limit=abc',
    'limit=0',
    'limit=101',
    'limit=1.5',
    'limit=',
    'limit=1&limit=2',
    'before=0',
    'before=-1',
    'limit=5&x=1',
    'limit=0x5',
    'limit=true',
  ])('refuses the query %s', async (query) => {
    const { test, ada, path } = await aRoom();
    const reply = await test.request(`${path}/messages?${query}`, { user: ada });
    expect(await codeOf(reply)).toEqual([400, 'bad-request']);
  });
});
