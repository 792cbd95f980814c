import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailable } from '@chat/rooms';
import type { RedisLink } from './redis-link.ts';
import type { SharedSockets, SocketOwner } from './shared-sockets.ts';
import { Script } from './script.ts';

/** Milliseconds for which a server's count holds without its saying so again: after that it is dead, and so are its sockets. */
const LEASE_MS = 3_000;
const RENEW_MS = 1_000;
/** People and addresses whose counts are written at a time. */
const PAGE = 500;

/** All in one hash slot: what a server counts, and which servers there are, by when they are dead. */
const KEY = 'chat:{sockets}:';

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nodes, own = KEYS[1], KEYS[2]
local function live()
  redis.call('ZADD', nodes, now + ${LEASE_MS}, ARGV[1])
  redis.call('PEXPIRE', nodes, ${LEASE_MS})
  redis.call('PEXPIRE', own, ${LEASE_MS})
end
`;

/** Args: the server; then of each that counts its name and how many it may have. Gives whether there may be one more. */
const ADMIT = new Script(`${NOW}
for i = 2, #ARGV, 2 do
  local sum = 0
  for _, node in ipairs(redis.call('ZRANGEBYSCORE', nodes, now, '+inf')) do
    sum = sum + tonumber(redis.call('HGET', '${KEY}' .. node, ARGV[i]) or 0)
  end
  if sum >= tonumber(ARGV[i + 1]) then return 0 end
end
for i = 2, #ARGV, 2 do redis.call('HINCRBY', own, ARGV[i], 1) end
live()
return 1
`);

/** Args: the server; then who has one less. */
const RELEASE = new Script(`
for i = 2, #ARGV do
  if redis.call('HINCRBY', KEYS[2], ARGV[i], -1) <= 0 then redis.call('HDEL', KEYS[2], ARGV[i]) end
end
`);

/** Args: the server. Gives how many it counts. */
const RENEW = new Script(`${NOW}
redis.call('ZREMRANGEBYSCORE', nodes, '-inf', now)
live()
return redis.call('HLEN', own)
`);

/** Args: the server, whether to forget what was there; then pairs of name and count. */
const WRITE = new Script(`${NOW}
if ARGV[2] == '1' then redis.call('DEL', own) end
for i = 3, #ARGV, 2 do redis.call('HSET', own, ARGV[i], ARGV[i + 1]) end
live()
`);

const END = new Script(`
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
`);

export type RedisSocketsOptions = {
  link: Pick<RedisLink, 'run'>;
  limits: { sockets: number; addressSockets: number };
  onError: (error: unknown) => void;
};

/**
 * Counts sockets over all servers: each writes down its own, and holds them by one lease. While Redis is away each server
 * counts for itself, as it does anyway, and afterwards writes down what it has.
 */
export class RedisSockets implements SharedSockets {
  readonly #options: RedisSocketsOptions;
  readonly #node = randomUUID();
  readonly #counts = new Map<string, number>();
  readonly #renewal: NodeJS.Timeout;
  /** What Redis knows of this server may be wrong. */
  #isDirty = false;
  #underWay = 0;
  #begun = 0;

  constructor(options: RedisSocketsOptions) {
    this.#options = options;
    this.#renewal = setInterval(() => void this.#attempt(() => this.#renew()), RENEW_MS).unref();
  }

  open(owner: SocketOwner, onTooMany: () => void): () => void {
    const opened = this.#admit(owner).catch((error: unknown) => {
      this.#fail(error);
      return true;
    });
    void opened.then((mayStay) => {
      if (!mayStay) onTooMany();
    });
    return () => {
      void opened.then((isCounted) => (isCounted ? this.#release(owner) : undefined));
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#attempt(() => this.#run(END));
  }

  async #admit(owner: SocketOwner): Promise<boolean> {
    if (await this.#count(owner)) return true;
    // A server that died answers for its sockets a little longer, and their people are back before that.
    await wait(LEASE_MS, undefined, { ref: false });
    return this.#count(owner);
  }

  /** Counts it here at once: what is written down meanwhile has it. */
  async #count(owner: SocketOwner): Promise<boolean> {
    const { sockets, addressSockets } = this.#options.limits;
    const [person, address] = namesOf(owner);
    for (const name of [person, address]) this.#add(name, 1);
    const isIn = await this.#run(ADMIT, [person, `${sockets}`, address, `${addressSockets}`]);
    if (isIn !== 0) return true;
    for (const name of [person, address]) this.#add(name, -1);
    return false;
  }

  async #release(owner: SocketOwner): Promise<void> {
    for (const name of namesOf(owner)) this.#add(name, -1);
    await this.#attempt(() => this.#run(RELEASE, namesOf(owner)));
  }

  async #renew(): Promise<void> {
    const before = this.#begun;
    const known = await this.#run(RENEW);
    // What began meanwhile, or is under way, is in the one and not yet in the other.
    if (this.#begun !== before + 1 || this.#underWay > 0) return;
    if (known === this.#counts.size && !this.#isDirty) return;
    this.#isDirty = false;
    const names = [...this.#counts.keys()];
    for (let at = 0; at === 0 || at < names.length; at += PAGE) {
      await this.#run(WRITE, [at === 0 ? '1' : '0', ...this.#counted(names.slice(at, at + PAGE))]);
    }
  }

  /** As it is by now: steps may have come between one page and the next. */
  #counted(names: readonly string[]): string[] {
    return names.flatMap((name) => {
      const count = this.#counts.get(name);
      return count === undefined ? [] : [name, String(count)];
    });
  }

  #add(name: string, more: number): void {
    const count = (this.#counts.get(name) ?? 0) + more;
    if (count > 0) this.#counts.set(name, count);
    else this.#counts.delete(name);
  }

  async #run(script: Script, args: string[] = []): Promise<unknown> {
    const keys = [`${KEY}nodes`, KEY + this.#node];
    this.#begun += 1;
    this.#underWay += 1;
    try {
      return await this.#options.link.run(script, { keys, args: [this.#node, ...args] });
    } finally {
      this.#underWay -= 1;
    }
  }

  async #attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#isDirty = true;
    if (!(error instanceof StoreUnavailable)) this.#options.onError(error);
  }
}

const namesOf = ({ person, address }: SocketOwner): [string, string] => [
  `p:${person}`,
  `a:${address}`,
];
