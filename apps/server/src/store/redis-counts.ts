import type { FastifyRateLimitOptions, FastifyRateLimitStore } from '@fastify/rate-limit';
import { StoreUnavailable } from '@chat/rooms';
import { Script, type RedisLink } from './redis-link.ts';

const COUNT = new Script(`
local current = redis.call('INCR', KEYS[1])
if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {current, redis.call('PTTL', KEYS[1])}
`);

type Counted = { current: number; ttl: number };
type Callback = (error: Error | null, result?: Counted) => void;

/** What the plugin gives, whatever its types say: its options for the route, with what the route is. */
type Route = { routeInfo: { method?: string | string[]; url?: string } };

/** Counts requests over all servers, in windows that begin with the first one. */
export function redisCounts(link: Pick<RedisLink, 'run'>) {
  return class RedisCounts implements FastifyRateLimitStore {
    readonly prefix: string;
    /** While Redis is away each server counts for itself. */
    readonly #own = new OwnCounts();

    constructor(_options: FastifyRateLimitOptions, prefix = 'chat:rate:') {
      this.prefix = prefix;
    }

    incr(key: string, callback: Callback, timeWindow: number): void {
      this.#count(key, timeWindow).then(
        (counted) => callback(null, counted),
        (error: unknown) => callback(error instanceof Error ? error : new Error('no count')),
      );
    }

    child(options: object): RedisCounts {
      const { method = '', url = '' } = (options as Route).routeInfo;
      return new RedisCounts({}, `${this.prefix}${String(method)}${url}:`);
    }

    async #count(key: string, timeWindow: number): Promise<Counted> {
      try {
        const input = { keys: [this.prefix + key], args: [String(timeWindow)] };
        const [current = 0, ttl = 0] = (await link.run(COUNT, input)) as number[];
        return { current, ttl };
      } catch (error) {
        if (error instanceof StoreUnavailable) return this.#own.count(key, timeWindow);
        throw error;
      }
    }
  };
}

/** Keys that one server counts at a time, at most. */
const COUNTED = 20_000;

/** Counts of one server, in the same windows. */
class OwnCounts {
  readonly #windows = new Map<string, { current: number; endsAt: number }>();

  count(key: string, timeWindow: number): Counted {
    const now = performance.now();
    const before = this.#windows.get(key);
    const isOver = !before || before.endsAt <= now;
    const window = isOver ? { current: 0, endsAt: now + timeWindow } : before;
    window.current += 1;
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > COUNTED && oldest !== undefined) this.#windows.delete(oldest);
    return { current: window.current, ttl: Math.ceil(window.endsAt - now) };
  }
}
