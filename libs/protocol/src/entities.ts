import { Type, type Static } from 'typebox';
import { LIMITS } from './limits.ts';

const RANDOM_128 = '^[A-Za-z0-9_-]{22}$';

/** 128 random bits and a tag of 64 bits by which the server knows its own, base64url [P10]. */
export const RoomId = Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' });
export type RoomId = Static<typeof RoomId>;

/** A person, everywhere: 128 random bits, base64url, made by the server. Never a name [P11]. */
export const UserId = Type.String({ pattern: RANDOM_128 });
export type UserId = Static<typeof UserId>;

/** A message: 128 random bits, base64url, made by its author's client [P22]. */
export const MessageId = Type.String({ pattern: RANDOM_128 });
export type MessageId = Static<typeof MessageId>;

/** One socket of one person: 128 random bits, base64url, made by the server. */
export const ConnectionId = Type.String({ pattern: RANDOM_128 });
export type ConnectionId = Static<typeof ConnectionId>;

/** One incarnation of a room's log: 64 random bits, base64url. Sequences compare only within it. */
export const Epoch = Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' });
export type Epoch = Static<typeof Epoch>;

/** Milliseconds since 1970, by the server's clock. */
export const Timestamp = Type.Integer({ minimum: 0 });
export type Timestamp = Static<typeof Timestamp>;

// No control characters, line separators or bidirectional overrides; at least one visible character.
const LABEL = '^(?=.*[^\\s\\p{Cf}])[^\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+$';

/** What a person is called. Names may repeat; the id tells people apart [P11]. */
export const Name = Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: LABEL });
export type Name = Static<typeof Name>;

export const Title = Type.String({ minLength: 1, maxLength: LIMITS.titleLength, pattern: LABEL });
export type Title = Static<typeof Title>;

/** Whether the server may read the messages. `none` is the only mode yet; others need a later step. */
export const Encryption = Type.Literal('none');
export type Encryption = Static<typeof Encryption>;

/** What its members know of a room. */
export const Room = Type.Object(
  {
    id: RoomId,
    title: Title,
    ownerId: UserId,
    createdAt: Timestamp,
    locked: Type.Boolean(),
    encryption: Encryption,
  },
  { additionalProperties: false },
);
export type Room = Static<typeof Room>;

/** `reconnecting`: every socket of the member is gone, but the grace is not over [P15]. */
export const Presence = Type.Union([Type.Literal('online'), Type.Literal('reconnecting')]);
export type Presence = Static<typeof Presence>;

/** A person who is in a room. */
export const Member = Type.Object(
  { id: UserId, name: Name, joinedAt: Timestamp, presence: Presence },
  { additionalProperties: false },
);
export type Member = Static<typeof Member>;

/** One message of a room's log. `seq` rises by one from 1 within an epoch; `sentAt` never falls. */
export const Message = Type.Object(
  {
    id: MessageId,
    seq: Type.Integer({ minimum: 1 }),
    from: UserId,
    name: Name,
    text: Type.String({ minLength: 1 }),
    sentAt: Timestamp,
  },
  { additionalProperties: false },
);
export type Message = Static<typeof Message>;
