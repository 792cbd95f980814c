import type { RoomId } from '@chat/protocol';

const NAMES = [
  'info',
  'meta',
  'members',
  'known',
  'out',
  'door',
  'entries',
  'messages',
  'kept',
  'ids',
  'producers',
  'counts',
  'events',
] as const;

/** The keys of a room, all in one hash slot, in the order in which scripts take them. */
export function keysOf(room: RoomId): string[] {
  return NAMES.map((name) => `chat:{${room}}:${name}`);
}

/** Where the news of a room is published; the name is that of its journal. */
export function channelOf(room: RoomId): string {
  return `chat:{${room}}:events`;
}
