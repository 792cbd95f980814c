import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { RedisProcess } from '../../test/redis-process.ts';
import { RedisLink } from './redis-link.ts';
import { RedisSockets } from './redis-sockets.ts';

let redis: RedisProcess;
beforeAll(async () => {
  redis = await RedisProcess.start();
});
afterAll(() => redis.close());

/** A server that may have so many sockets of one address, over all. */
async function server(addressSockets: number) {
  const options = { url: redis.url, onBack: () => Promise.resolve(), onAway: () => undefined };
  const link = new RedisLink(options);
  await link.whenUp;
  const limits = { sockets: 100, addressSockets };
  const errors: unknown[] = [];
  const sockets = new RedisSockets({ link, limits, onError: (error) => errors.push(error) });
  onTestFinished(async () => {
    await sockets.close();
    await link.close();
    expect(errors).toEqual([]);
  });
  return { link, sockets };
}

/** How many all servers say that there are of an address. */
async function countOf(address: string): Promise<number> {
  const nodes = (await redis.command('ZRANGE', 'chat:{sockets}:nodes', '0', '-1')) as string[];
  const counts = nodes.map((node) =>
    redis.command('HGET', `chat:{sockets}:${node}`, `a:${address}`),
  );
  return (await Promise.all(counts)).reduce<number>((sum, count) => sum + Number(count ?? 0), 0);
}

it('[P45] [S19] sockets of a server that died count no longer than a moment', async () => {
  const [dead, alive] = [await server(2), await server(2)];
  const owner = { person: 'ann', address: '192.0.2.1' };
  const onTooMany = vi.fn<() => void>();
  for (let n = 0; n < 2; n += 1) dead.sockets.open(owner, onTooMany);
  await vi.waitUntil(async () => (await countOf(owner.address)) === 2, { timeout: 20_000 });
  await dead.link.close();
  // Those of the dead one are too many at first; then one of these is.
  for (let n = 0; n < 3; n += 1) alive.sockets.open(owner, onTooMany);
  await vi.waitUntil(() => onTooMany.mock.calls.length > 0, { timeout: 20_000 });
  expect(await countOf(owner.address)).toBe(2);
  expect(onTooMany).toHaveBeenCalledTimes(1);
});

it('[P45] [S19] what Redis forgot is written down again, and nothing is left of sockets that were closed', async () => {
  const { sockets } = await server(10);
  const leave = ['192.0.2.2', '192.0.2.3'].map((address) =>
    sockets.open({ person: 'bob', address }, () => undefined),
  );
  await vi.waitUntil(async () => (await countOf('192.0.2.3')) === 1, { timeout: 20_000 });
  await redis.command('FLUSHALL');
  await vi.waitUntil(async () => (await countOf('192.0.2.3')) === 1, { timeout: 20_000 });
  for (const left of leave) left();
  await vi.waitUntil(async () => (await countOf('192.0.2.2')) === 0, { timeout: 20_000 });
});
