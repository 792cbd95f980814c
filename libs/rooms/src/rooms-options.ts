import type { RoomId, UserId } from '@chat/protocol';
import type { RoomSeals } from './room-info.ts';
import type { RoomStore } from './room-store.ts';
import type { GraceDelays } from './seat.ts';

/** Makes room ids that nobody can guess and knows its own again [P10]. */
export interface RoomIds {
  make(): RoomId;
  isOurs(id: RoomId): boolean;
}

export type RoomsOptions = {
  store: RoomStore;
  roomIds: RoomIds;
  seals: RoomSeals;
  /** Milliseconds from the last drop to `member-left` with the reason `lost` [P15]. */
  graceMs?: number | undefined;
  /** Milliseconds from the last drop to the presence `reconnecting` [P15]. */
  reconnectingMs?: number | undefined;
  /** The clock, in milliseconds since 1970. */
  now?: () => number;
  /** Hears what went wrong where nobody waits for an answer. */
  onError?: (error: unknown) => void;
};

/** How long people who dropped out are waited for, where nothing else is said [P15]. */
export function graceOf({
  graceMs = 15_000,
  reconnectingMs = 3_000,
}: Pick<RoomsOptions, 'graceMs' | 'reconnectingMs'>): GraceDelays {
  return { graceMs, reconnectingMs };
}

export type NewRoom = { title?: string | undefined; encryption?: 'none' | undefined };

/** What the owner changes; an absent field stays [P16]. */
export type RoomChanges = {
  title?: string | undefined;
  locked?: boolean | undefined;
  /** A member, who is the owner from then on [P61]. */
  ownerId?: UserId | undefined;
};

/** Who knocks is let in, or not [P63]. */
export type KnockReply = { person: UserId; admit: boolean };
