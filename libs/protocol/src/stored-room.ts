import { Type, type Static } from 'typebox';
import {
  Body,
  Epoch,
  Message,
  MessageId,
  Position,
  ProducerId,
  Room,
  Seq,
  Timestamp,
  UserId,
} from './entities.ts';
import { ErrorCode } from './error-codes.ts';

const strict = { additionalProperties: false } as const;

/** The part of a room's log that a client keeps, folded up to `position`. */
export const StoredHistory = Type.Object(
  {
    info: Type.Union([Room, Type.Null()]),
    position: Position,
    messages: Type.Array(Message),
    more: Type.Boolean(),
  },
  strict,
);
export type StoredHistory = Static<typeof StoredHistory>;

const StoredEntry = Type.Object(
  {
    id: MessageId,
    body: Body,
    order: Type.Integer({ minimum: 1 }),
    postedAt: Timestamp,
    status: Type.Enum(['unsent', 'failed', 'expired', 'waiting']),
    n: Type.Optional(Type.Integer({ minimum: 1 })),
    code: Type.Optional(ErrorCode),
    madeIn: Type.Optional(Epoch),
    waitingSince: Type.Optional(Timestamp),
    doubtful: Type.Optional(Type.Literal(true)),
    replaces: Type.Optional(MessageId),
    heldUntil: Type.Optional(Timestamp),
  },
  strict,
);

const StoredAcked = Type.Object(
  {
    id: MessageId,
    body: Body,
    order: Type.Integer({ minimum: 1 }),
    seq: Seq,
    ackedAt: Timestamp,
    elsewhere: Type.Optional(Epoch),
  },
  strict,
);

/** What one tab wrote in a room and must not lose: what is not confirmed, and what may have to be offered again [P25]. */
export const StoredOutbox = Type.Object(
  {
    producer: ProducerId,
    me: Type.Union([UserId, Type.Null()]),
    entries: Type.Array(StoredEntry),
    acked: Type.Array(StoredAcked),
    ackedIn: Type.Union([Epoch, Type.Null()]),
  },
  strict,
);
export type StoredOutbox = Static<typeof StoredOutbox>;
