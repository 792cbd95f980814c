import { randomBytes } from 'node:crypto';
import type { ErrorCode, RoomId } from '@chat/protocol';
import { RoomError, StoreUnavailable } from '@chat/rooms';
import type { RedisLink, Reply, Run } from './redis-link.ts';
import type { Script } from './script.ts';
import type { Told } from './room-feed.ts';
import { keysOf } from './room-keys.ts';

/** What a script of a room answered: what happened, and what was asked for. */
export type Answer = Told & { rest: Reply[] };

export type RoomScriptsOptions = {
  link: Pick<RedisLink, 'run'>;
  /** By what Redis knows this process among the nodes. */
  node: string;
  roomIdleMs: number;
  /** The clock, in milliseconds since 1970; that of Redis by default, which is the same for all nodes. */
  now: (() => number) | undefined;
};

/** Runs the scripts of rooms, each with the room's keys and what `PRELUDE` expects. Refusals are `RoomError`s. */
export class RoomScripts {
  readonly #options: RoomScriptsOptions;

  constructor(options: RoomScriptsOptions) {
    this.#options = options;
  }

  async run(script: Script, room: RoomId, args: (string | Buffer)[] = []): Promise<Answer> {
    const [epoch, revision, events, ...rest] = (await this.#call(script, room, {
      args,
    })) as Reply[];
    return { epoch: String(epoch), revision: Number(revision), events: pairsOf(events), rest };
  }

  /** What a script gives that gives bytes. */
  async bytes(script: Script, room: RoomId, args: string[]): Promise<Reply> {
    return this.#call(script, room, { args, form: 'bytes' });
  }

  async #call(script: Script, room: RoomId, { args, form = 'text' }: Omit<Run, 'keys'>) {
    const { link, node, roomIdleMs, now } = this.#options;
    const fresh = randomBytes(8).toString('base64url');
    const clock = now === undefined ? '' : String(now());
    const all = [room, node, fresh, String(roomIdleMs), clock, ...args];
    try {
      return await link.run(script, { keys: keysOf(room), args: all, form });
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}

/** What a script refused with, as the domain says it. */
export function refusalOf(error: unknown): Error | undefined {
  const code = error instanceof Error ? /^REFUSED ([a-z-]+)/.exec(error.message)?.[1] : undefined;
  if (code === undefined) return undefined;
  if (code === 'in-use') return new Error('room id in use');
  return code === 'unavailable' ? new StoreUnavailable() : new RoomError(code as ErrorCode);
}

function pairsOf(flat: Reply | undefined): Told['events'] {
  const parts = flat as string[];
  const pairs: Told['events'] = [];
  for (let i = 0; i < parts.length; i += 2) pairs.push([Number(parts[i]), parts[i + 1] ?? '']);
  return pairs;
}
