import type { ConnectionId, ProducerId, RoomId } from '@chat/protocol';
import type { Person } from './room-store.ts';
import type { Outlet, Venue } from './venue.ts';

/** What a session in a room is made of. */
export type RoomSessionOptions<Session> = {
  room: RoomId;
  person: Person;
  connection: ConnectionId;
  producer: ProducerId;
  outlet: Outlet;
  /** Called once when the room cannot be told of any more: whoever is in has to join again [P29]. */
  onInterrupted?: (() => void) | undefined;
  /** Finds the room, open; called once, by the first join. */
  open: () => Venue<Session>;
};
