import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { RedisProcess } from './redis-process.ts';

/** A third of the slots for each. */
const SLOTS = ['0 5460', '5461 10922', '10923 16383'];
const LOOK_MS = 50;

/** Three masters on this machine that are one cluster; each comes back to it after it was killed. */
export async function startRedisCluster(): Promise<RedisProcess[]> {
  const masters = await Promise.all(
    SLOTS.map(async () => {
      const bus = await freePort();
      const settings = ['--cluster-enabled', 'yes', '--cluster-port', String(bus)];
      return { redis: await RedisProcess.start(settings), bus };
    }),
  );
  const [first] = masters;
  for (const [n, { redis, bus }] of masters.entries()) {
    await redis.command(`CLUSTER ADDSLOTSRANGE ${SLOTS[n] ?? ''}`);
    await first?.redis.command(`CLUSTER MEET 127.0.0.1 ${redis.port} ${bus}`);
  }
  const nodes = masters.map(({ redis }) => redis);
  await Promise.all(nodes.map(knowsAll));
  return nodes;
}

/** All slots are known to be served. */
async function knowsAll(redis: RedisProcess): Promise<void> {
  while (!(await redis.command('CLUSTER INFO')).includes('cluster_state:ok')) await wait(LOOK_MS);
}
