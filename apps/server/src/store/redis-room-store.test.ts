import { describeRoomStore } from '@chat/rooms/contract';
import { afterAll, beforeAll, vi } from 'vitest';
import { RedisProcess } from '../../test/redis-process.ts';
import { RedisRoomStore } from './redis-room-store.ts';

// Twenty thousand entries take their time over a network.
vi.setConfig({ testTimeout: 60_000 });

let redis: RedisProcess;
beforeAll(async () => {
  redis = await RedisProcess.start();
});
afterAll(() => redis.close());

describeRoomStore('RedisRoomStore', async () => {
  await redis.command('FLUSHALL');
  let time = Date.now();
  const setClock = (now: number) => (time = now);
  return { store: await RedisRoomStore.connect({ url: redis.url, now: () => time }), setClock };
});
