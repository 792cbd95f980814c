import { graceOf, MemoryRoomStore, type RoomStore } from '@chat/rooms';
import type { App } from '../app-type.ts';
import { ConfigError, type Config } from '../config.ts';
import { traceOf } from '../errors.ts';

/** Opens the store that the configuration names. Fails when it cannot be reached at the start. */
export async function openStore(
  { log }: App,
  { store, roomIdleMs, memberGraceMs, limits }: Config,
): Promise<RoomStore> {
  const onError = (error: unknown) => log.error(traceOf(error), 'the store or a subscriber failed');
  const bounds = { roomIdleMs, maxMembers: limits.members, maxRooms: limits.rooms };
  if (store.kind === 'memory') return new MemoryRoomStore({ ...bounds, onListenerError: onError });
  const onTurn = (isUp: boolean) => {
    if (isUp) log.info('Redis is there');
    else log.error('Redis is away: nothing is taken until it is back');
  };
  const onFault = (fault: string) => log.warn({ fault }, 'Redis is of no use');
  // A tenth of what a server loads, which one without Redis does not need.
  const { RedisRoomStore } = await import('./redis-room-store.ts');
  try {
    return await RedisRoomStore.connect({
      url: store.url,
      ...bounds,
      grace: graceOf({ graceMs: memberGraceMs }),
      onError,
      onTurn,
      onFault,
    });
  } catch {
    throw new ConfigError('STORE', 'the address of a Redis (7 or later) that answers');
  }
}
