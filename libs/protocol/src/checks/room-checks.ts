// Written from the schemas by `npm run checks`: change those, and run it. scripts/tests holds this to them.
import { arrayOf, boolean, closed, either, integer, oneOf, text, type Check } from './check.ts';

export const Id = text({ pattern: /^[A-Za-z0-9_-]{22}$/u });

const Name = text({
  min: 1,
  max: 40,
  pattern: /^(?=.*[^\s\p{Cf}])[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u,
});

export const Natural = integer(0);

const RoomId = text({ pattern: /^[A-Za-z0-9_-]{32}$/u });

const Title = text({
  min: 1,
  max: 80,
  pattern: /^(?=.*[^\s\p{Cf}])[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u,
});

const Room = closed(
  {
    id: RoomId,
    title: Title,
    ownerId: either(Id, oneOf(null)),
    createdAt: Natural,
    changedAt: Natural,
    locked: boolean,
    encryption: oneOf('none'),
    seal: Id,
  },
  { access: closed({ keptOut: arrayOf(Id, 100), letIn: arrayOf(Id, 100) }) },
);

const Epoch = text({ pattern: /^[A-Za-z0-9_-]{11}$/u });

const Emoji = text({ pattern: /^[^\s\p{Cc}]{1,16}$/u });

const Message = closed(
  {
    id: Id,
    seq: integer(1),
    from: Id,
    name: Name,
    sentAt: Natural,
    text: either(text({ min: 1 }), oneOf(null)),
    reactions: arrayOf(closed({ emoji: Emoji, users: arrayOf(Id) })),
  },
  { editedAt: Natural, replyTo: Id },
);

const Member = closed({
  id: Id,
  name: Name,
  joinedAt: Natural,
  presence: oneOf('in-call', 'online', 'away', 'reconnecting'),
});

const Body = either(
  closed({ kind: oneOf('text'), text: text() }, { replyTo: Id }),
  closed({ kind: oneOf('edit'), target: Id, text: text() }),
  closed({ kind: oneOf('delete'), target: Id }),
  closed({ kind: oneOf('reaction'), target: Id, emoji: Emoji, on: boolean }),
);

const Entry = closed({
  id: Id,
  seq: integer(1),
  from: Id,
  name: Name,
  sentAt: Natural,
  body: either(Body, closed({ kind: oneOf('void') })),
});

export const Page = closed({ tab: Id, load: integer(0, 65535) });

export const Signal = either(
  closed({ kind: oneOf('ring'), callId: Id, page: Page }),
  closed({ kind: oneOf('ringing'), callId: Id, page: Page }),
  closed({ kind: oneOf('accept'), callId: Id, page: Page }),
  closed(
    { kind: oneOf('decline'), callId: Id, page: Page, reason: oneOf('declined', 'busy') },
    {
      message: text({
        min: 1,
        max: 200,
        pattern: /^(?=.*[^\s\p{Cf}])[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u,
      }),
    },
  ),
  closed({
    kind: oneOf('hang-up'),
    callId: Id,
    page: Page,
    reason: oneOf(
      'hung-up',
      'cancelled',
      'no-answer',
      'elsewhere',
      'lost',
      'no-path',
      'description',
      'unsupported',
    ),
  }),
  closed({
    kind: oneOf('settled'),
    callId: Id,
    page: Page,
    reason: oneOf('accepted', 'declined', 'busy'),
  }),
  closed({ kind: oneOf('away'), callId: Id, page: Page }),
  closed({ kind: oneOf('rejoin'), callId: Id, page: Page }),
  closed({ kind: oneOf('rejoined'), callId: Id, page: Page }),
  closed({ kind: oneOf('here'), callId: Id, page: Page }),
  closed({
    kind: oneOf('offer'),
    callId: Id,
    page: Page,
    n: integer(1),
    sdp: text({ min: 1, max: 32768 }),
  }),
  closed({
    kind: oneOf('answer'),
    callId: Id,
    page: Page,
    n: integer(1),
    sdp: text({ min: 1, max: 32768 }),
  }),
  closed({
    kind: oneOf('candidate'),
    callId: Id,
    page: Page,
    candidate: text({ max: 1024 }),
    sdpMid: either(text({ max: 64 }), oneOf(null)),
    sdpMLineIndex: either(integer(0, 64), oneOf(null)),
    usernameFragment: either(text({ max: 256 }), oneOf(null)),
  }),
);

const ErrorCode = oneOf(
  'bad-request',
  'text-empty',
  'text-too-long',
  'session-unknown',
  'origin-refused',
  'not-a-member',
  'not-the-owner',
  'room-locked',
  'knock-refused',
  'knock-unanswered',
  'member-removed',
  'room-unknown',
  'not-the-author',
  'message-unknown',
  'member-unknown',
  'route-unknown',
  'id-taken',
  'epoch-stale',
  'out-of-order',
  'room-full',
  'too-many-rooms',
  'too-many-knocks',
  'too-fast',
  'room-ended',
  'body-too-large',
  'media-type-unsupported',
  'internal',
  'unavailable',
);

const Position = closed({ epoch: Epoch, seq: Natural });

export const SERVER_FRAMES: Record<string, Check> = {
  welcome: closed({
    type: oneOf('welcome'),
    connection: Id,
    user: closed({ id: Id, name: Name }),
    serverTime: Natural,
  }),
  snapshot: closed(
    {
      type: oneOf('snapshot'),
      room: RoomId,
      info: Room,
      epoch: Epoch,
      seq: Natural,
      posted: Natural,
      messages: arrayOf(Message),
      more: boolean,
      members: arrayOf(Member),
    },
    { knocks: arrayOf(closed({ id: Id, name: Name, at: Natural })) },
  ),
  resumed: closed(
    {
      type: oneOf('resumed'),
      room: RoomId,
      info: Room,
      epoch: Epoch,
      seq: Natural,
      posted: Natural,
      entries: arrayOf(Entry),
      members: arrayOf(Member),
    },
    { knocks: arrayOf(closed({ id: Id, name: Name, at: Natural })) },
  ),
  admitted: closed({ type: oneOf('admitted'), room: RoomId }),
  'room-left': closed(
    { type: oneOf('room-left'), room: RoomId, reason: oneOf('left', 'removed', 'ended', 'moved') },
    { to: RoomId },
  ),
  signal: closed({ type: oneOf('signal'), room: RoomId, from: Id, connection: Id, signal: Signal }),
  typing: closed({ type: oneOf('typing'), room: RoomId, member: Id }),
  rejected: closed(
    {
      type: oneOf('rejected'),
      request: oneOf(
        'join',
        'leave',
        'post',
        'signal',
        'typing',
        'presence',
        'knock',
        'answer-knock',
      ),
      room: RoomId,
      code: ErrorCode,
      message: text(),
    },
    { id: Id, n: Natural, signal: closed({ to: Id, callId: Id }, { connection: Id }) },
  ),
  heartbeat: closed({
    type: oneOf('heartbeat'),
    positions: arrayOf(closed({ room: RoomId, epoch: Epoch, seq: Natural })),
  }),
  bye: closed({ type: oneOf('bye'), retryMs: Natural }),
  'entry-posted': closed({ type: oneOf('entry-posted'), room: RoomId, epoch: Epoch, entry: Entry }),
  'member-joined': closed({
    type: oneOf('member-joined'),
    room: RoomId,
    member: Member,
    at: Natural,
  }),
  'member-changed': closed({ type: oneOf('member-changed'), room: RoomId, member: Member }),
  'member-left': closed({
    type: oneOf('member-left'),
    room: RoomId,
    member: Id,
    at: Natural,
    reason: oneOf('left', 'lost', 'removed'),
  }),
  'room-changed': closed({ type: oneOf('room-changed'), room: RoomId, info: Room }),
  'knock-heard': closed({
    type: oneOf('knock-heard'),
    room: RoomId,
    knocker: closed({ id: Id, name: Name, at: Natural }),
  }),
  'knock-answered': closed({
    type: oneOf('knock-answered'),
    room: RoomId,
    person: Id,
    answer: oneOf('admitted', 'refused', 'gone'),
    by: either(Id, oneOf(null)),
  }),
  'room-ended': closed({ type: oneOf('room-ended'), room: RoomId }),
};

export const StoredHistory: Check = closed({
  info: either(Room, oneOf(null)),
  position: Position,
  messages: arrayOf(Message),
  more: boolean,
});

export const StoredOutbox: Check = closed({
  producer: Id,
  me: either(Id, oneOf(null)),
  entries: arrayOf(
    closed(
      {
        id: Id,
        body: Body,
        order: integer(1),
        postedAt: Natural,
        status: oneOf('unsent', 'failed', 'expired', 'waiting'),
      },
      {
        n: integer(1),
        code: ErrorCode,
        madeIn: Epoch,
        waitingSince: Natural,
        doubtful: oneOf(true),
        replaces: Id,
        heldUntil: Natural,
      },
    ),
  ),
  acked: arrayOf(
    closed(
      { id: Id, body: Body, order: integer(1), seq: Natural, ackedAt: Natural },
      { elsewhere: Epoch },
    ),
  ),
  ackedIn: either(Epoch, oneOf(null)),
});
