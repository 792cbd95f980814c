import { CLOSE } from '@chat/protocol';
import type { RoomStore, Rooms } from '@chat/rooms';
import type { SessionNotice } from '../session/session-notice.ts';
import type { Sessions } from '../session/sessions.ts';
import type { People } from '../socket/people.ts';
import { NO_NOTICES, type Notices } from './notices.ts';
import { redisCounts } from './redis-counts.ts';
import type { RedisLink } from './redis-link.ts';
import { RedisNotices } from './redis-notices.ts';
import type { RedisRoomStore } from './redis-room-store.ts';
import { RedisSockets, type RedisSocketsOptions } from './redis-sockets.ts';
import { NO_SHARED_SOCKETS, type SharedSockets } from './shared-sockets.ts';

export type SharePeopleOptions = {
  store: RoomStore;
  sessions: Sessions;
  people: People;
  rooms: Rooms;
  onError: (error: unknown) => void;
};

/** Has this server hear of people what others on the same store know, and do what they did. */
export function sharePeople(options: SharePeopleOptions): Notices {
  const { store, sessions, people, rooms, onError } = options;
  const link = linkOf(store);
  if (!link) return NO_NOTICES;
  const act = async (notice: SessionNotice) => {
    sessions.hear(notice);
    if (notice.kind === 'revoked') {
      people.disconnect(notice.userId, CLOSE.sessionEnded);
      await rooms.forget(notice.userId);
    } else if (notice.kind === 'renamed') {
      people.rename(notice);
      await rooms.renameMember(notice.user.id, notice.user.name);
    }
  };
  return new RedisNotices({ link, hear: (notice) => void act(notice).catch(onError), onError });
}

/** What counts requests for all servers on this store, if it is not this one alone. */
export function countsOf(store: RoomStore): ReturnType<typeof redisCounts> | undefined {
  const link = linkOf(store);
  return link && redisCounts(link);
}

/** What counts sockets for all servers on this store, if it is not this one alone. */
export function socketsOf(
  store: RoomStore,
  options: Omit<RedisSocketsOptions, 'link'>,
): SharedSockets {
  const link = linkOf(store);
  return link ? new RedisSockets({ link, ...options }) : NO_SHARED_SOCKETS;
}

/** The class of the other kind is loaded only where it is used. */
function linkOf(store: RoomStore | RedisRoomStore): RedisLink | undefined {
  return 'link' in store ? store.link : undefined;
}
