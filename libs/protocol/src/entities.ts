import { Type, type Static, type TProperties } from 'typebox';
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

// No control characters, lone surrogates, line separators or bidirectional overrides; at least one visible character.
const LABEL = '^(?=.*[^\\s\\p{Cf}])[^\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+$';

/** What a person is called. Names may repeat; the id tells people apart [P11]. */
export const Name = Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: LABEL });
export type Name = Static<typeof Name>;

/** What the callee says instead of answering: one line, for the caller alone. */
export const DeclineMessage = Type.String({
  minLength: 1,
  maxLength: LIMITS.declineLength,
  pattern: LABEL,
});

export const Title = Type.String({ minLength: 1, maxLength: LIMITS.titleLength, pattern: LABEL });
export type Title = Static<typeof Title>;

/** Whether the server may read the messages. `none` is the only mode yet; others need a later step. */
export const Encryption = Type.Literal('none');
export type Encryption = Static<typeof Encryption>;

/** One tab or one bot: 128 random bits, base64url, made by the client. Numbers what it posts [P24]. */
export const ProducerId = Type.String({ pattern: RANDOM_128 });
export type ProducerId = Static<typeof ProducerId>;

/** The number of an entry within its epoch: 1, 2, 3 …; 0 stands for "before the first". */
export const Seq = Type.Integer({ minimum: 0 });
export type Seq = Static<typeof Seq>;

/** How far one has read in a room's log. Only the pair identifies a place [P25]. */
export const Position = Type.Object({ epoch: Epoch, seq: Seq }, { additionalProperties: false });
export type Position = Static<typeof Position>;

/** Who a room lets in or not beside its lock, so that a server that forgot it knows again [P26]; the newest of each. */
export const Access = Type.Object(
  {
    /** Who was removed for good [P60]. */
    keptOut: Type.Array(UserId, { maxItems: LIMITS.sealedPeople }),
    /** Who may come into the locked room [P16], [P63]; empty while it is not locked. */
    letIn: Type.Array(UserId, { maxItems: LIMITS.sealedPeople }),
  },
  { additionalProperties: false },
);
export type Access = Static<typeof Access>;

const info = {
  title: Title,
  ownerId: Type.Union([UserId, Type.Null()]),
  createdAt: Timestamp,
  /** When what is sealed was last changed: of two seals the later counts [P26]. */
  changedAt: Timestamp,
  /** Absent while nobody was removed and the room is not locked. */
  access: Type.Optional(Access),
};

/**
 * What its members know of a room. `seal` lets any member open it again, the same, after the server forgot it [P26].
 * `ownerId` is null when the room was opened again by somebody who knew nothing but its link.
 */
export const Room = Type.Object(
  {
    id: RoomId,
    ...info,
    locked: Type.Boolean(),
    encryption: Encryption,
    seal: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
  },
  { additionalProperties: false },
);
export type Room = Static<typeof Room>;

/** What a member remembers of a room that the server may have forgotten [P26]. */
export const SealedRoom = Type.Object(
  { ...info, locked: Type.Optional(Type.Boolean()), seal: Room.properties.seal },
  { additionalProperties: false },
);
export type SealedRoom = Static<typeof SealedRoom>;

/** What members say of themselves; of what the tabs of one say the first here counts [P65]. */
const OWN_PRESENCES = ['in-call', 'online', 'away'] as const;
export const OwnPresence = Type.Enum(OWN_PRESENCES);
export type OwnPresence = Static<typeof OwnPresence>;

/** `reconnecting`: every socket of the member is gone, but the grace is not over [P15]. The first here counts most. */
export const PRESENCES = [...OWN_PRESENCES, 'reconnecting'] as const;
export const Presence = Type.Enum(PRESENCES);
export type Presence = Static<typeof Presence>;

/** A person who is in a room. */
export const Member = Type.Object(
  { id: UserId, name: Name, joinedAt: Timestamp, presence: Presence },
  { additionalProperties: false },
);
export type Member = Static<typeof Member>;

/** A person who asks to be let into a locked room [P63]. */
export const Knocker = Type.Object(
  { id: UserId, name: Name, at: Timestamp },
  { additionalProperties: false },
);
export type Knocker = Static<typeof Knocker>;

/** What people add to a message: an emoji, or anything as short. */
export const Emoji = Type.String({ pattern: '^[^\\s\\p{Cc}]{1,16}$' });
export type Emoji = Static<typeof Emoji>;

const body = <const Kind extends string, Fields extends TProperties>(kind: Kind, fields: Fields) =>
  Type.Object({ kind: Type.Literal(kind), ...fields }, { additionalProperties: false });

/** What an entry says: a new message, which may answer another, or a change to an earlier one [P27]. */
export const Body = Type.Union([
  body('text', { text: Type.String(), replyTo: Type.Optional(MessageId) }),
  body('edit', { target: MessageId, text: Type.String() }),
  body('delete', { target: MessageId }),
  body('reaction', { target: MessageId, emoji: Emoji, on: Type.Boolean() }),
]);
export type Body = Static<typeof Body>;

/** One entry of a room's log. `seq` rises by one within an epoch; `sentAt` never falls. `void`: its content was deleted. */
export const Entry = Type.Object(
  {
    id: MessageId,
    seq: Type.Integer({ minimum: 1 }),
    from: UserId,
    name: Name,
    sentAt: Timestamp,
    body: Type.Union([Body, body('void', {})]),
  },
  { additionalProperties: false },
);
export type Entry = Static<typeof Entry>;

/** A message with all changes applied. `text` is null once it was deleted. `seq` is that of the entry that made it. */
export const Message = Type.Object(
  {
    id: MessageId,
    seq: Type.Integer({ minimum: 1 }),
    from: UserId,
    name: Name,
    sentAt: Timestamp,
    text: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    editedAt: Type.Optional(Timestamp),
    replyTo: Type.Optional(MessageId),
    reactions: Type.Array(
      Type.Object({ emoji: Emoji, users: Type.Array(UserId) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Message = Static<typeof Message>;
