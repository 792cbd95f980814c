import { LIMITS, type RoomId } from '@chat/protocol';
import { RoomError } from '@chat/rooms';
import type { RedisLink } from './redis-link.ts';
import { Script } from './script.ts';

const KEY = 'chat:rooms';

const ADMIT = new Script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[2] ~= '0' and not redis.call('ZSCORE', KEYS[1], ARGV[3])
  and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
for i = 3, #ARGV do redis.call('ZADD', KEYS[1], now + tonumber(ARGV[1]), ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
`);

const FORGET = new Script(`return redis.call('ZREM', KEYS[1], ARGV[1])`);

/** Which rooms there are, over all nodes, so that there are not too many [RS2]. A room that nobody is in falls out by itself. */
export class RoomRegister {
  readonly #link: Pick<RedisLink, 'run'>;
  readonly #roomIdleMs: string;
  readonly #maxRooms: string;

  constructor(
    link: Pick<RedisLink, 'run'>,
    { roomIdleMs, maxRooms = LIMITS.rooms }: { roomIdleMs: number; maxRooms?: number | undefined },
  ) {
    this.#link = link;
    this.#roomIdleMs = String(roomIdleMs);
    this.#maxRooms = String(maxRooms);
  }

  async admit(room: RoomId): Promise<void> {
    const args = [this.#roomIdleMs, this.#maxRooms, room];
    if ((await this.#link.run(ADMIT, { keys: [KEY], args })) === 0)
      throw new RoomError('too-many-rooms');
  }

  /** These are in use. */
  async keep(rooms: RoomId[]): Promise<void> {
    if (rooms.length === 0) return;
    await this.#link.run(ADMIT, { keys: [KEY], args: [this.#roomIdleMs, '0', ...rooms] });
  }

  async forget(room: RoomId): Promise<void> {
    await this.#link.run(FORGET, { keys: [KEY], args: [room] });
  }
}
