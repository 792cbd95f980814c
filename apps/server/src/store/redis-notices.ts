import { randomUUID } from 'node:crypto';
import { StoreUnavailable } from '@chat/rooms';
import type { SessionNotice } from '../session/session-notice.ts';
import type { Notices } from './notices.ts';
import type { RedisLink } from './redis-link.ts';
import { Script } from './script.ts';

const KEY = 'chat:{people}:notices';
/** Who was forgotten, by when that need not be known any more: no number of other notices pushes that out. */
const REVOKED = 'chat:{people}:revoked';
/** Notices that are kept; of who was forgotten, too, so that a server that begins later knows them. */
const KEPT = 100_000;
/** As long as a session holds. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** Notices that are read at a time. */
const PAGE = 1_000;
/** Milliseconds after which it is looked whether a hint was missed. */
const LOOK_MS = 1_000;

const TELL = new Script(`
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ${KEPT}, '*', 'from', ARGV[1], 'notice', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${KEPT_MS})
if ARGV[3] ~= '' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  redis.call('ZADD', KEYS[2], now + ${KEPT_MS}, ARGV[3])
  redis.call('PEXPIRE', KEYS[2], ${KEPT_MS})
end
redis.call('SPUBLISH', KEYS[1], id)
return id
`);

const READ = new Script(`
return redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ${PAGE})
`);

const READ_REVOKED = new Script(`
return redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[1] + ${PAGE} - 1)
`);

export type RedisNoticesOptions = {
  link: RedisLink;
  /** Takes what others told, in order. */
  hear: (notice: SessionNotice) => void;
  onError: (error: unknown) => void;
};

type Item = [id: string, fields: string[]];

/** Notices in a stream that all servers read to its end; what is published says only that there is more. */
export class RedisNotices implements Notices {
  readonly #options: RedisNoticesOptions;
  readonly #self = randomUUID();
  #last = '0';
  #isReading = false;
  #isDue = false;
  #looking: NodeJS.Timeout | undefined;

  constructor(options: RedisNoticesOptions) {
    this.#options = options;
  }

  async tell(notice: SessionNotice): Promise<void> {
    const revoked = notice.kind === 'revoked' ? notice.userId : '';
    const args = [this.#self, JSON.stringify(notice), revoked];
    await this.#options.link.run(TELL, { keys: [KEY, REVOKED], args });
  }

  async start(): Promise<void> {
    await this.#options.link.subscribe(KEY, () => void this.#look());
    await this.#read();
    await this.#readRevoked();
    this.#looking = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  close(): void {
    clearInterval(this.#looking);
    this.#options.link.unsubscribe(KEY);
  }

  /** Reads what is new; while that goes on, once more after it. */
  async #look(): Promise<void> {
    this.#isDue = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (; this.#isDue;) {
        this.#isDue = false;
        await this.#read();
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.#options.onError(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #read(): Promise<void> {
    for (let count = PAGE; count === PAGE;) {
      const args = [this.#last];
      const items = (await this.#options.link.run(READ, { keys: [KEY], args })) as Item[];
      for (const [id, fields] of items) this.#take(id, fields);
      count = items.length;
    }
  }

  async #readRevoked(): Promise<void> {
    const { link, hear } = this.#options;
    for (let from = 0, count = PAGE; count === PAGE; from += PAGE) {
      const run = { keys: [REVOKED], args: [String(from)] };
      const people = (await link.run(READ_REVOKED, run)) as string[];
      for (const userId of people) hear({ kind: 'revoked', userId });
      count = people.length;
    }
  }

  #take(id: string, [, from, , notice = '']: string[]): void {
    this.#last = id;
    if (from !== this.#self) this.#options.hear(JSON.parse(notice) as SessionNotice);
  }
}
