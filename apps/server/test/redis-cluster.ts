import { freePort } from './free-port.ts';
import { RedisProcess } from './redis-process.ts';

/** Which slots of the cluster each master has, the first and the last. */
export const SLOTS = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
] as const;

/** Three masters on this machine, with a third of the slots each. */
export async function startRedisCluster(): Promise<RedisProcess[]> {
  const masters = await Promise.all(
    SLOTS.map(async () => {
      const bus = await freePort();
      const redis = await RedisProcess.start([
        '--cluster-enabled',
        'yes',
        '--cluster-port',
        `${bus}`,
      ]);
      return { redis, bus };
    }),
  );
  const [first] = masters;
  for (const [n, { redis, bus }] of masters.entries()) {
    const [from = 0, to = 0] = SLOTS[n] ?? [];
    await redis.command('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
    await first?.redis.command('CLUSTER', 'MEET', '127.0.0.1', String(redis.port), String(bus));
  }
  const nodes = masters.map(({ redis }) => redis);
  await Promise.all(nodes.map(agreed));
  return nodes;
}

/** All slots are known to be served. */
async function agreed(redis: RedisProcess): Promise<void> {
  for (let info = ''; !info.includes('cluster_state:ok');) {
    info = String(await redis.command('CLUSTER', 'INFO'));
  }
}
