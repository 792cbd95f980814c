import { startRedisCluster } from './test/redis-cluster.ts';
import { RedisRoomStore } from './src/store/redis-room-store.ts';
const masters = await startRedisCluster();
for (let n = 0; n < 3; n++) {
  const faults: string[] = [];
  const store = await RedisRoomStore.connect({ url: masters.map((m) => m.url).join(','), onFault: (k) => faults.push(k) });
  const t0 = performance.now(); let was = true; const turns: string[] = [];
  const timer = setInterval(() => { if (store.isReady !== was) { was = store.isReady; turns.push(`${was ? 'up' : 'down'} ${Math.round(performance.now() - t0)}`); } }, 5);
  await masters[n]!.end();
  await new Promise((r) => setTimeout(r, 8000));
  await masters[n]!.start();
  const back = Math.round(performance.now() - t0);
  await new Promise((r) => setTimeout(r, 6000));
  clearInterval(timer);
  console.log(n, turns.join(', '), '| restarted', back, faults.join());
  await store.close();
}
for (const r of masters) await r.close();
process.exit(0);
