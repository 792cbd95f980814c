import { randomBytes } from 'node:crypto';
import { LIMITS, type Entry } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { buildTestApp, type TestSocket } from '../../test/build-test-app.ts';

const freshId = () => randomBytes(16).toString('base64url');

/** What one connection has of the log, by its frames; throws when something is missing or twice. */
function logOf({ frames }: TestSocket): string[] {
  let ids: string[] = [];
  let seq = 0;
  const take = (entry: Entry) => {
    expect(entry.seq).toBe(seq + 1);
    seq = entry.seq;
    ids.push(entry.id);
  };
  for (const frame of frames) {
    if (frame.type === 'snapshot') {
      ids = frame.messages.map(({ id }) => id);
      seq = frame.seq;
    } else if (frame.type === 'resumed') frame.entries.forEach(take);
    else if (frame.type === 'entry-posted') take(frame.entry);
  }
  return ids;
}

describe('over real sockets', () => {
  it('[P13] [P25] a position is resumed, and after a restart answered by a snapshot', async () => {
    const first = await buildTestApp();
    const ada = await first.createUser();
    const { id: room, title, ownerId, createdAt, changedAt, seal } = await first.createRoom(ada);
    const a = await first.join(ada, room);
    for (const text of ['one', 'two', 'three']) a.post(room, freshId(), text);
    await a.settled();
    const { epoch } = a.frames[1] as { epoch: string };
    const back = await first.connect(ada);
    const position = { epoch, seq: 1 };
    back.send({ type: 'join', room, position });
    const resumed = await back.next('resumed');
    expect(resumed).toMatchObject({ epoch, seq: 3, entries: [{ seq: 2 }, { seq: 3 }] });

    const second = await buildTestApp();
    const again = await second.connect(ada);
    const sealed = { title, ownerId, createdAt, changedAt, seal };
    again.send({ type: 'join', room, position, sealed });
    const snapshot = await again.next('snapshot');
    expect(snapshot).toMatchObject({ info: { title: 'Tea', ownerId: ada.id }, seq: 0, posted: 0 });
    expect(snapshot.epoch).not.toBe(epoch);
    again.send({
      type: 'post',
      room,
      id: freshId(),
      epoch,
      n: 4,
      body: { kind: 'text', text: 'four' },
    });
    expect(await again.next('rejected')).toMatchObject({ code: 'epoch-stale', n: 4 });
  });

  it('[P26] the preview of a forgotten room is there, the forged seal is passed over', async () => {
    const { createRoom, createUser } = await buildTestApp();
    const ada = await createUser();
    const { id: room, createdAt, changedAt, seal } = await createRoom(ada);
    const test = await buildTestApp();
    const preview = await test.request(`/api/rooms/${room}`);
    expect([preview.status, await preview.json()]).toEqual([
      200,
      { id: room, title: 'Room', memberCount: 0, locked: false, encryption: 'none' },
    ]);
    const bob = await test.createUser('Bob');
    const socket = await test.connect(bob);
    const sealed = { title: 'Tea', ownerId: bob.id, createdAt, changedAt, seal };
    socket.send({ type: 'join', room, sealed });
    expect((await socket.next('snapshot')).info).toMatchObject({ title: 'Room', ownerId: null });
  });

  it('[P4] a client that says nothing, but answers pings, is not given up', async () => {
    const timing = { heartbeatMs: 20, silenceMs: 5_000 };
    const test = await buildTestApp({}, { timing });
    const user = await test.createUser();
    const silent = await test.connect(user);
    const mute = await test.connect(user, { autoPong: false });
    expect(await mute.closed).toBe(4002);
    expect(silent.ws.readyState).toBe(WebSocket.OPEN);
    await silent.settled();
  });

  it('[P27] edits, reactions and deletions reach everybody, and a page has what is left', async () => {
    const test = await buildTestApp();
    const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
    const room = (await test.createRoom(ada)).id;
    const [a, b] = [await test.join(ada, room), await test.join(bob, room)];
    const [target, other] = [freshId(), freshId()];
    a.post(room, target, 'frist');
    a.post(room, other, 'canary');
    a.post(room, freshId(), { kind: 'edit', target, text: 'first' });
    await a.settled();
    b.post(room, freshId(), { kind: 'reaction', target, emoji: '👍', on: true });
    b.post(room, freshId(), { kind: 'delete', target: other });
    expect((await b.next('rejected')).code).toBe('not-the-author');
    a.post(room, freshId(), { kind: 'delete', target: other });
    await a.settled();
    await b.settled();
    expect(logOf(a)).toEqual(logOf(b));
    const reply = await test.request(`/api/rooms/${room}/messages`, { user: bob });
    const page = await reply.text();
    expect(JSON.parse(page)).toMatchObject({
      messages: [
        { id: target, text: 'first', reactions: [{ emoji: '👍', users: [bob.id] }] },
        { id: other, text: null },
      ],
    });
    expect(page).not.toContain('canary');
  });

  it('[P28] [I11] who stops reading hinders nobody, costs little, and has all when it reads again', async () => {
    const test = await buildTestApp({}, { timing: { lagMs: 120_000 } });
    const [ada, bob, eve] = [
      await test.createUser('Ada'),
      await test.createUser('Bob'),
      await test.createUser('Eve'),
    ];
    const room = (await test.createRoom(ada)).id;
    const [a, b, slow] = [
      await test.join(ada, room),
      await test.join(bob, room),
      await test.join(eve, room),
    ];
    const serverSide = [...test.app.websocketServer.clients].at(-1)!;
    slow.ws.pause();
    let most = 0;
    // More than the system's own buffers take, so that the server has to hold the rest back.
    const text = '\u{1F600}'.repeat(2_000);
    for (let round = 0; round < 40; round += 1) {
      for (let n = 0; n < 40; n += 1) a.post(room, freshId(), text);
      await a.settled();
      most = Math.max(most, serverSide.bufferedAmount);
    }
    expect(most).toBeGreaterThan(256 * 1024);
    expect(most).toBeLessThan(1024 * 1024);
    await b.until(() => logOf(b).length === 1_600);
    expect(logOf(slow).length).toBeLessThan(1_600);
    slow.ws.resume();
    const newest = logOf(b).at(-1);
    await slow.until(() => logOf(slow).at(-1) === newest);
    const last = freshId();
    a.post(room, last, 'and on');
    for (const socket of [b, slow]) await socket.until(() => logOf(socket).at(-1) === last);
    expect(logOf(slow).length).toBeGreaterThan(LIMITS.snapshotMessages);
    expect(logOf(slow)).toEqual(logOf(b).slice(-logOf(slow).length));
    expect(slow.types).not.toContain('rejected');
  }, 120_000);
});
