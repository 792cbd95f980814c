import { Type, type Static } from 'typebox';
import { Entry, Epoch, Knocker, Member, Room, RoomId, Timestamp, UserId } from './entities.ts';
import { frame } from './frame.ts';

/** What happens in a room. An event travels unchanged from the store to every member's screen. */
export const ROOM_EVENTS = {
  'entry-posted': frame('entry-posted', { room: RoomId, epoch: Epoch, entry: Entry }),
  'member-joined': frame('member-joined', { room: RoomId, member: Member, at: Timestamp }),
  'member-changed': frame('member-changed', { room: RoomId, member: Member }),
  'member-left': frame('member-left', {
    room: RoomId,
    member: UserId,
    at: Timestamp,
    reason: Type.Enum(['left', 'lost', 'removed']),
  }),
  'room-changed': frame('room-changed', { room: RoomId, info: Room }),
  'knock-heard': frame('knock-heard', { room: RoomId, knocker: Knocker }),
  'knock-answered': frame('knock-answered', {
    room: RoomId,
    person: UserId,
    /** `gone`: nobody answered in time, or the person did not wait. */
    answer: Type.Enum(['admitted', 'refused', 'gone']),
    /** Who answered; null for nobody. */
    by: Type.Union([UserId, Type.Null()]),
  }),
  'room-ended': frame('room-ended', { room: RoomId }),
} as const;

export type RoomEvent = Static<(typeof ROOM_EVENTS)[keyof typeof ROOM_EVENTS]>;
