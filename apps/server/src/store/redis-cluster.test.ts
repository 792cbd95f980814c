import { randomBytes } from 'node:crypto';
import { StoreUnavailable, type RoomNews } from '@chat/rooms';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { SLOTS, startRedisCluster } from '../../test/redis-cluster.ts';
import type { RedisProcess } from '../../test/redis-process.ts';
import { RedisRoomStore } from './redis-room-store.ts';

// Three masters take a while to agree.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const id = (bytes = 16) => randomBytes(bytes).toString('base64url');
const ann = { id: id(), name: 'Ann' };
let masters: RedisProcess[];
beforeAll(async () => {
  masters = await startRedisCluster();
});
afterAll(() => Promise.all(masters.map((master) => master.close())));

async function connect(): Promise<RedisRoomStore> {
  const url = masters.map((master) => master.url).join(',');
  const store = await RedisRoomStore.connect({ url });
  onTestFinished(() => store.close());
  return store;
}

function info(room: string) {
  const [createdAt, changedAt] = [1_000, 1_000];
  const about = { id: room, title: 'Tea', ownerId: ann.id, createdAt, changedAt };
  return { ...about, locked: false, encryption: 'none' as const, seal: 's'.repeat(22) };
}

/** Rooms, so many of each master in turn: a room lives where the hash of its id says (Redis cluster specification). */
async function roomsOnAll(each: number): Promise<string[]> {
  const ofMasters = masters.map((): string[] => []);
  while (ofMasters.some(({ length }) => length < each)) {
    const room = id(24);
    const slot = Number(await masters[0]?.command('CLUSTER', 'KEYSLOT', `{${room}}`));
    ofMasters[SLOTS.findIndex(([, to = 0]) => slot <= to)]?.push(room);
  }
  return ofMasters.flatMap((rooms) => rooms.slice(0, each));
}

const post = (store: RedisRoomStore, room: string, text: string) =>
  store.appendEntry(room, { id: id(), from: ann.id, name: 'Ann', body: { kind: 'text', text } });

it('rooms live on all masters of a cluster, are heard of by all servers, and move from one master to another', async () => {
  const [store, other] = [await connect(), await connect()];
  const rooms = await roomsOnAll(4);
  const heard: RoomNews[] = [];
  for (const room of rooms) {
    await store.createRoom(info(room));
    await store.putMember(room, ann);
    await other.subscribe(room, (news) => heard.push(news));
    await post(store, room, 'hi');
  }
  await vi.waitUntil(() => heard.length >= rooms.length, { timeout: 20_000 });
  const keys = await Promise.all(masters.map((master) => master.command('DBSIZE')));
  for (const count of keys) expect(count).toBeGreaterThan(0);
  for (const room of rooms) {
    const next = id(24);
    await store.moveRoom(room, info(next));
    expect((await other.readRoom(next)).messages).toMatchObject([{ text: 'hi' }]);
  }
  await vi.waitUntil(() => heard.filter(({ kind }) => kind === 'moved').length === rooms.length, {
    timeout: 20_000,
  });
});

it('[RS29] a cluster without a master that has rooms of a server is away for it, and back with that master', async () => {
  const store = await connect();
  const rooms = await roomsOnAll(3);
  for (const room of rooms) {
    await store.createRoom(info(room));
    await store.putMember(room, ann);
    await store.subscribe(room, () => undefined);
  }
  const lost = masters[1]!;
  await lost.end();
  await vi.waitUntil(() => !store.isReady, { timeout: 20_000 });
  // On the others a step may be done where it meets an attempt to come back: then it says so, truly.
  for (const room of rooms.slice(3, 6)) {
    await expect(post(store, room, 'lost')).rejects.toThrow(StoreUnavailable);
  }
  expect(store.isReady).toBe(false);
  await lost.start();
  await vi.waitUntil(() => store.isReady, { timeout: 30_000 });
});
