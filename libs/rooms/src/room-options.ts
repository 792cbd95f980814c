import type { RoomId, SealedRoom, UserId } from '@chat/protocol';
import type { RoomStore } from './room-store.ts';
import type { KnockReply } from './rooms-options.ts';
import type { GraceDelays } from './seat.ts';

/** What a room on this server is made of. */
export type RoomOptions<Room> = {
  id: RoomId;
  store: RoomStore;
  grace: GraceDelays;
  /** Makes sure that the store has the room [P26]. */
  open: (sealed?: SealedRoom) => Promise<void>;
  /** A member lets in who knocks, or not [P63]. */
  answerKnock: (by: UserId, answer: KnockReply) => Promise<void>;
  /** Called once, when nobody is connected and every grace is over. */
  onClosed: (room: Room) => void;
  /** Hears what went wrong where nobody waits for an answer. */
  onError: (error: unknown) => void;
};
