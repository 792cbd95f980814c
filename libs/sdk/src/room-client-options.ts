import type { HistoryPage, RoomId, Seq } from '@chat/protocol';
import type { RoomLink } from './room-machine.ts';
import type { RoomStorage } from './room-storage.ts';

/** What a place in a room is made of. */
export interface RoomClientOptions {
  connection: RoomLink;
  room: RoomId;
  /** Brings the page of messages that ends before a sequence; without it `loadOlder` does nothing. */
  history?: (before: Seq) => Promise<HistoryPage>;
  /** Where the room outlives this page; without it nothing does. */
  storage?: RoomStorage;
}
