import { startRedisCluster } from './redis-cluster.ts';
import { RedisProcess } from './redis-process.ts';
import { ServerProcess } from './server-process.ts';

/** What all servers of a fleet sign with. */
const SECRET = 'the secret of a fleet that is here to be shot at';

/** One server with its memory, or several that share a Redis, before which a load balancer stands that remembers nobody. */
export class Fleet {
  readonly servers: readonly ServerProcess[];
  /** The one that they share, or the masters of a cluster. */
  readonly redis: readonly RedisProcess[];
  #turn = 0;

  private constructor(servers: readonly ServerProcess[], redis: readonly RedisProcess[]) {
    this.servers = servers;
    this.redis = redis;
  }

  /** `nodes`: how many share a Redis, or a cluster of three; without, one has no need of any. */
  static async start(nodes?: number, { isCluster = false } = {}): Promise<Fleet> {
    if (nodes === undefined) return new Fleet([await ServerProcess.start()], []);
    const redis = isCluster ? await startRedisCluster() : [await RedisProcess.start()];
    const settings = { STORE: redis.map(({ url }) => url).join(','), SESSION_SECRET: SECRET };
    const servers = Array.from({ length: nodes }, () => ServerProcess.start(settings));
    return new Fleet(await Promise.all(servers), redis);
  }

  /** Where REST is asked. */
  get origin(): string {
    return this.#next().origin;
  }

  /** Port of the server whose turn it is, as a load balancer gives connections away: to any that is up. */
  port(): number {
    return this.#next().port;
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
    await Promise.all(this.redis.map((redis) => redis.close()));
  }

  #next(): ServerProcess {
    this.#turn += 1;
    const up = this.servers.filter(({ isUp }) => isUp);
    const choice = up.length > 0 ? up : this.servers;
    const server = choice[this.#turn % choice.length];
    if (!server) throw new Error('A fleet without a server.');
    return server;
  }
}
