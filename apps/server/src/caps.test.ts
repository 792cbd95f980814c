import { LIMITS, type Room } from '@chat/protocol';
import { MemoryRoomStore } from '@chat/rooms';
import { describe, expect, it, vi } from 'vitest';
import { buildTestApp, NO_LIMITS } from '../test/build-test-app.ts';

// Dozens of people take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const roomOf = (n: number): Room => ({
  id: String(n).padStart(32, '0'),
  title: 'Tea',
  ownerId: null,
  createdAt: 1,
  changedAt: 1,
  locked: false,
  encryption: 'none',
  seal: 's'.repeat(22),
});

async function codeOf(reply: Response) {
  const { error } = (await reply.json()) as { error: { code: string } };
  return [reply.status, error.code];
}

describe('what has an end', () => {
  it('[S19] the members of a room: of all who join at once as many as may are in, and the others hear why not', async () => {
    const [members, more] = [12, 5];
    const test = await buildTestApp({ limits: { ...NO_LIMITS, members } });
    const everybody = Array.from({ length: members + more }, () => test.createUser());
    const sockets = await Promise.all(
      (await Promise.all(everybody)).map((user) => test.connect(user)),
    );
    const room = (await test.createRoom(await test.createUser('Owner'))).id;
    for (const socket of sockets) socket.send({ type: 'join', room });
    await Promise.all(sockets.map((socket) => socket.settled()));
    const answers = sockets.map(({ frames }) =>
      frames.flatMap((f) =>
        f.type === 'rejected' ? [f.code] : f.type === 'snapshot' ? ['in'] : [],
      ),
    );
    const count = (answer: string) =>
      answers.filter(([only, ...rest]) => only === answer && rest.length === 0);
    expect([count('in').length, count('room-full').length]).toEqual([members, more]);
    const preview = (await (await test.request(`/api/rooms/${room}`)).json()) as {
      memberCount: number;
    };
    expect(preview.memberCount).toBe(members);
    // Who goes makes place for one.
    const [first] = sockets.filter((_, n) => answers[n]?.[0] === 'in');
    const [waiting] = sockets.filter((_, n) => answers[n]?.[0] === 'room-full');
    first!.send({ type: 'leave', room });
    await first!.next('room-left');
    waiting!.send({ type: 'join', room });
    await waiting!.next('snapshot');
  });

  it('[S19] the rooms of a server, however they come: made, or opened by their link', async () => {
    const store = new MemoryRoomStore();
    const test = await buildTestApp({}, { store });
    const ada = await test.createUser();
    for (let n = 0; n < LIMITS.rooms; n += 1) await store.createRoom(roomOf(n));
    const reply = await test.request('/api/rooms', { method: 'POST', user: ada, json: {} });
    expect(await codeOf(reply)).toEqual([429, 'too-many-rooms']);
    const other = (await (await buildTestApp()).createRoom(ada)).id;
    const socket = await test.connect(ada);
    socket.send({ type: 'join', room: other });
    expect((await socket.next('rejected')).code).toBe('too-many-rooms');
  });
});
