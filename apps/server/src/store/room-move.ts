import type { Room, RoomId } from '@chat/protocol';
import type { Reply } from './redis-link.ts';
import type { RoomScripts } from './room-scripts.ts';
import { SCRIPTS } from './scripts/scripts.ts';

/** Milliseconds for which a room that moves takes nothing; then it goes on where it was. */
const FROZEN_MS = 10_000;

export type RoomMove = { scripts: RoomScripts; from: RoomId; room: Room; fields: string[] };

/**
 * Moves a room to another id [RS23]. The two may be on different machines of a cluster, so it is not one step: the room is
 * held still, copied, and left behind. Should this process die in between, the old room goes on after a while, and of the
 * copy nobody knows.
 */
export async function moveRoom({ scripts, from, room, fields }: RoomMove): Promise<void> {
  const parts = await scripts.bytes(SCRIPTS.packRoom, from, [String(FROZEN_MS)]);
  try {
    const bytes = (parts as Reply[]).map((part) => (part instanceof Buffer ? part : ''));
    await scripts.run(SCRIPTS.unpackRoom, room.id, [...bytes, ...fields]);
  } catch (error) {
    await scripts.run(SCRIPTS.thawRoom, from);
    throw error;
  }
  await scripts.run(SCRIPTS.leaveRoomBehind, from, [room.id]);
}
