import { randomBytes } from 'node:crypto';
import { LIMITS } from '@chat/protocol';
import type { RoomNews } from '@chat/rooms';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RedisProcess } from '../../test/redis-process.ts';
import { RedisRoomStore } from './redis-room-store.ts';

const id = (bytes = 16) => randomBytes(bytes).toString('base64url');
const [ann, bob] = [
  { id: id(), name: 'Ann' },
  { id: id(), name: 'Bob' },
];

let redis: RedisProcess;
let room: string;
let now: number;
beforeAll(async () => {
  redis = await RedisProcess.start();
});
afterAll(() => redis.close());
beforeEach(() => {
  room = id(24);
  now = 1_000_000;
});

async function clocked(): Promise<RedisRoomStore> {
  const store = await RedisRoomStore.connect({ url: redis.url, now: () => now });
  onTestFinished(() => store.close());
  return store;
}

async function open(store: RedisRoomStore): Promise<void> {
  const [createdAt, changedAt] = [1_000, 1_000];
  const info = { id: room, title: 'Tea', ownerId: ann.id, createdAt, changedAt };
  await store.openRoom({ ...info, locked: false, encryption: 'none', seal: 's'.repeat(22) });
  for (const person of [ann, bob]) await store.putMember(room, person);
}

async function eventsOf(store: RedisRoomStore) {
  const heard: RoomNews[] = [];
  await store.subscribe(room, (news) => heard.push(news));
  return () => heard.flatMap((news) => (news.kind === 'event' ? [news.event] : []));
}

describe('a node that ends', () => {
  it('[P15] who was in by a node that ended is waited for as anybody whose connection broke, and who went on elsewhere is not missed', async () => {
    const grace = { reconnectingMs: 0, graceMs: 5_000 };
    const ending = await RedisRoomStore.connect({ url: redis.url, grace });
    const alive = await RedisRoomStore.connect({ url: redis.url });
    onTestFinished(() => alive.close());
    await open(ending);
    const events = await eventsOf(alive);
    await alive.putMember(room, ann);
    await ending.close();
    await vi.waitUntil(() => events().length >= 2, { timeout: 30_000 });
    expect(events()).toMatchObject([
      { type: 'member-changed', member: { id: bob.id, presence: 'reconnecting' } },
      { type: 'member-left', member: bob.id, reason: 'lost' },
    ]);
    expect((await alive.readRoom(room)).members).toMatchObject([
      { id: ann.id, presence: 'online' },
    ]);
  });
});

describe('a node that died', () => {
  it('[RS24] [RS27] who knocked by it does not wait any more when the time of the knock is over', async () => {
    const [dead, alive] = [await clocked(), await clocked()];
    await open(alive);
    await alive.changeRoom(room, { locked: true });
    const events = await eventsOf(alive);
    const eve = { id: id(), name: 'Eve' };
    await dead.knock(room, eve, 'tab');
    await dead.link.close();
    now += LIMITS.knockMs;
    await alive.feeds.renew();
    expect(events()).toMatchObject([
      { type: 'knock-heard', knocker: { id: eve.id } },
      { type: 'knock-answered', person: eve.id, answer: 'gone', by: null },
    ]);
  });

  it('[RS4] who is in by a node that died is lost once its lease is over, and who went on elsewhere is not', async () => {
    const [dead, alive] = [await clocked(), await clocked()];
    await open(dead);
    await dead.link.close();
    const events = await eventsOf(alive);
    await alive.putMember(room, ann);
    now += 46_000;
    await alive.putMember(room, ann);
    for (let n = 0; n < 4; n += 1) await alive.feeds.renew();
    expect(events()).toMatchObject([{ type: 'member-left', member: bob.id, reason: 'lost' }]);
    expect(await alive.findMember(room, bob.id)).toBeUndefined();
  });

  it('[RS4] where no node is left nobody is in, for whoever asks', async () => {
    const [dead, alive] = [await clocked(), await clocked()];
    await open(dead);
    await dead.link.close();
    expect(await alive.countMembers(room)).toBe(2);
    now += 91_000;
    expect(await alive.countMembers(room)).toBe(0);
    expect(await alive.findMember(room, bob.id)).toBeUndefined();
    expect((await alive.readRoom(room)).members).toEqual([]);
  });
});
