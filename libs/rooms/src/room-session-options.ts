import type { ConnectionId, ProducerId, RoomId, ServerFrame } from '@chat/protocol';
import type { Person } from './room-store.ts';
import type { Venue } from './venue.ts';

/** What a session in a room is made of. */
export type RoomSessionOptions<Session> = {
  room: RoomId;
  person: Person;
  connection: ConnectionId;
  producer: ProducerId;
  /** Takes a frame for this connection. Never throws. */
  deliver: (frame: ServerFrame) => void;
  /** Whether the connection takes events now; one that does not is to catch up later [P28]. */
  isKeepingUp?: (() => boolean) | undefined;
  /** Called once when the room cannot be told of any more: whoever is in has to join again [P29]. */
  onInterrupted?: (() => void) | undefined;
  /** Finds the room, open; called once, by the first join. */
  open: () => Venue<Session>;
};
