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
  const store = await RedisRoomStore.connect({ url: redis.url, now: () => time });
  // The node lives on while the time passes.
  const setClock = async (now: number) => {
    time = now;
    await store.feeds.renew();
  };
  return { store, setClock };
});
