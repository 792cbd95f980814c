import { Type, type Static } from 'typebox';
import {
  ConnectionId,
  Entry,
  Epoch,
  Knocker,
  Member,
  Message,
  MessageId,
  Name,
  Room,
  RoomId,
  Seq,
  Timestamp,
  UserId,
} from './entities.ts';
import { ErrorCode } from './error-codes.ts';
import { ROOM_EVENTS, type RoomEvent } from './events.ts';
import { frame } from './frame.ts';
import { CallId, Signal } from './signals.ts';

/** The `n` of the producer's newest entry in this room's log; 0 for none [P24]. */
const Posted = Type.Integer({ minimum: 0 });
const RejectedRequest = Type.Enum([
  'join',
  'leave',
  'post',
  'signal',
  'typing',
  'presence',
  'knock',
  'answer-knock',
]);
/** Who waits before the locked room; absent when nobody does [P63]. */
const Knocks = Type.Optional(Type.Array(Knocker));

/** Everything the server may say: facts, one schema for each `type` [P1]. */
export const SERVER_FRAMES = {
  welcome: frame('welcome', {
    connection: ConnectionId,
    user: Type.Object({ id: UserId, name: Name }, { additionalProperties: false }),
    serverTime: Timestamp,
  }),
  snapshot: frame('snapshot', {
    room: RoomId,
    info: Room,
    epoch: Epoch,
    seq: Seq,
    posted: Posted,
    messages: Type.Array(Message),
    more: Type.Boolean(),
    members: Type.Array(Member),
    knocks: Knocks,
  }),
  resumed: frame('resumed', {
    room: RoomId,
    info: Room,
    epoch: Epoch,
    seq: Seq,
    posted: Posted,
    entries: Type.Array(Entry),
    members: Type.Array(Member),
    knocks: Knocks,
  }),
  admitted: frame('admitted', { room: RoomId }),
  'room-left': frame('room-left', {
    room: RoomId,
    reason: Type.Enum(['left', 'removed', 'ended', 'moved']),
    /** Where the room is now, with the reason `moved` [P62]. */
    to: Type.Optional(RoomId),
  }),
  signal: frame('signal', { room: RoomId, from: UserId, connection: ConnectionId, signal: Signal }),
  /** A member writes [P64]. */
  typing: frame('typing', { room: RoomId, member: UserId }),
  rejected: frame('rejected', {
    request: RejectedRequest,
    room: RoomId,
    id: Type.Optional(MessageId),
    n: Type.Optional(Posted),
    signal: Type.Optional(
      Type.Object(
        { to: UserId, connection: Type.Optional(ConnectionId), callId: CallId },
        { additionalProperties: false },
      ),
    ),
    code: ErrorCode,
    message: Type.String(),
  }),
  heartbeat: frame('heartbeat', {
    positions: Type.Array(
      Type.Object({ room: RoomId, epoch: Epoch, seq: Seq }, { additionalProperties: false }),
    ),
  }),
  bye: frame('bye', { retryMs: Type.Integer({ minimum: 0 }) }),
  ...ROOM_EVENTS,
} as const;

export type ServerFrame =
  | Static<(typeof SERVER_FRAMES)[Exclude<keyof typeof SERVER_FRAMES, keyof typeof ROOM_EVENTS>]>
  | RoomEvent;
