import { Type, type Static } from 'typebox';
import { Epoch, Member, Message, RoomId, Timestamp, Title, UserId } from './entities.ts';
import { frame } from './frame.ts';

/** What happens in a room. An event travels unchanged from the store to every member's screen. */
export const ROOM_EVENTS = {
  'message-posted': frame('message-posted', { room: RoomId, epoch: Epoch, message: Message }),
  'member-joined': frame('member-joined', { room: RoomId, member: Member, at: Timestamp }),
  'member-changed': frame('member-changed', { room: RoomId, member: Member }),
  'member-left': frame('member-left', {
    room: RoomId,
    member: UserId,
    at: Timestamp,
    reason: Type.Enum(['left', 'lost', 'removed']),
  }),
  'room-changed': frame('room-changed', { room: RoomId, title: Title, locked: Type.Boolean() }),
  'room-ended': frame('room-ended', { room: RoomId }),
} as const;

export type RoomEvent = Static<(typeof ROOM_EVENTS)[keyof typeof ROOM_EVENTS]>;
