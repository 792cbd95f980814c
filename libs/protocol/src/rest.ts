import { Type, type Static } from 'typebox';
import {
  Body,
  Encryption,
  Epoch,
  Entry,
  Knocker,
  Message,
  MessageId,
  Name,
  Room,
  Title,
  UserId,
} from './entities.ts';
import { LIMITS } from './limits.ts';

const strict = { additionalProperties: false } as const;

/** POST /api/users. `bearer` is for bots and scripts: the reply then holds the token, and no cookie is set. */
export const CreateUser = Type.Object(
  { name: Name, session: Type.Optional(Type.Enum(['cookie', 'bearer'])) },
  strict,
);
export type CreateUser = Static<typeof CreateUser>;

/** A person, as they see themselves. */
export const User = Type.Object({ id: UserId, name: Name }, strict);
export type User = Static<typeof User>;

export const CreatedUser = Type.Object(
  { id: UserId, name: Name, token: Type.Optional(Type.String()) },
  strict,
);
export type CreatedUser = Static<typeof CreatedUser>;

/** PATCH /api/users/me. The reply holds a new token where the session is a bearer's. */
export const RenameUser = Type.Object({ name: Name }, strict);
export type RenameUser = Static<typeof RenameUser>;

/** POST /api/rooms. Without a title the room is called after its creator. */
export const CreateRoom = Type.Object(
  { title: Type.Optional(Title), encryption: Type.Optional(Encryption) },
  strict,
);
export type CreateRoom = Static<typeof CreateRoom>;

export const CreatedRoom = Type.Object(
  { ...Room.properties, url: Type.String({ format: 'uri' }) },
  strict,
);
export type CreatedRoom = Static<typeof CreatedRoom>;

/** GET /api/rooms/:id: what the holder of a link may know before joining. */
export const RoomPreview = Type.Object(
  {
    id: Room.properties.id,
    title: Title,
    memberCount: Type.Integer({ minimum: 0 }),
    locked: Type.Boolean(),
    encryption: Encryption,
  },
  strict,
);
export type RoomPreview = Static<typeof RoomPreview>;

/** PATCH /api/rooms/:id, for its owner. */
export const ChangeRoom = Type.Object(
  {
    title: Type.Optional(Title),
    locked: Type.Optional(Type.Boolean()),
    ownerId: Type.Optional(UserId),
  },
  { ...strict, minProperties: 1 },
);
export type ChangeRoom = Static<typeof ChangeRoom>;

/** DELETE /api/rooms/:id/members/:userId. Who may return is a stranger; others stay out for the life of the room. */
export const RemoveMember = Type.Object(
  { mayReturn: Type.Enum(['yes', 'no'], { default: 'no' }) },
  strict,
);
export type RemoveMember = Static<typeof RemoveMember>;

/** GET /api/rooms/:id/knocks: who waits before the locked room [P63]. */
export const KnockList = Type.Object({ knocks: Type.Array(Knocker) }, strict);
export type KnockList = Static<typeof KnockList>;

/** POST /api/rooms/:id/knocks/:userId: lets in who knocks, or not [P63]. */
export const AnswerKnock = Type.Object({ admit: Type.Boolean() }, strict);
export type AnswerKnock = Static<typeof AnswerKnock>;

/** GET /api/rooms/:id/messages: the page that ends before the sequence `before`, or the newest one. */
export const HistoryQuery = Type.Object(
  {
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.pageSize, default: 50 }),
  },
  strict,
);
export type HistoryQuery = Static<typeof HistoryQuery>;

/** What POST /api/rooms/:id/messages answers: where the entry is in the log. */
export const PostedEntry = Type.Object({ epoch: Epoch, entry: Entry }, strict);
export type PostedEntry = Static<typeof PostedEntry>;

export const HistoryPage = Type.Object(
  { epoch: Epoch, messages: Type.Array(Message), more: Type.Boolean() },
  strict,
);
export type HistoryPage = Static<typeof HistoryPage>;

/** POST /api/rooms/:id/messages. The same id twice is one entry [P22]. */
export const PostMessage = Type.Object({ id: MessageId, body: Body }, strict);
export type PostMessage = Static<typeof PostMessage>;

/** GET /api/ice-servers, as `RTCConfiguration.iceServers` wants it. */
export const IceServers = Type.Object(
  {
    iceServers: Type.Array(
      Type.Object(
        {
          urls: Type.Array(Type.String()),
          username: Type.Optional(Type.String()),
          credential: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    /** Seconds for which the credentials hold. */
    ttl: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type IceServers = Static<typeof IceServers>;
