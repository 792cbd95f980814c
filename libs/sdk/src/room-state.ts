import type {
  Epoch,
  ErrorCode,
  Member,
  Message,
  MessageId,
  Room,
  RoomEvent,
  ServerFrame,
  Timestamp,
  UserId,
} from '@chat/protocol';

/** Where one's membership is. `refused` and `left` are final until `join` is asked for again. */
export type RoomPhase =
  | { status: 'joining' }
  | { status: 'joined' }
  | { status: 'refused'; code: ErrorCode }
  | { status: 'left'; reason: 'left' | 'removed' | 'ended' };

/** Something that happened beside the messages, to be shown after the message with sequence `after`. */
export type Notice = { key: string; after: number; at: Timestamp } & (
  | { kind: 'joined'; member: { id: UserId; name: string } }
  | { kind: 'left'; reason: 'left' | 'lost' | 'removed'; member: { id: UserId; name: string } }
);

/** A message of mine that the server has not confirmed yet [P21]. */
export interface OutboxEntry {
  id: MessageId;
  text: string;
  /** By this device's clock: only for the eye. */
  postedAt: Timestamp;
  status: 'unsent' | 'sent' | 'failed';
  /** Why it failed. */
  code?: ErrorCode;
}

/** Everything known of one room. Messages are in the order of the log, never by a clock [P20]. */
export interface RoomState {
  phase: RoomPhase;
  room: Room | null;
  epoch: Epoch | null;
  messages: readonly Message[];
  members: readonly Member[];
  notices: readonly Notice[];
  outbox: readonly OutboxEntry[];
}

export type RoomInput =
  | Exclude<RoomFrame, { type: 'signal' }>
  | { type: 'disconnected' }
  | { type: 'rejoin' }
  | { type: 'post'; entry: OutboxEntry }
  | { type: 'sent'; id: MessageId }
  | { type: 'retry'; id: MessageId }
  | { type: 'discard'; id: MessageId };

/** The server frames that are about one room. */
export type RoomFrame = Extract<ServerFrame, { room: unknown }>;

/** How many notices are kept: they are for the eye, and the oldest have long scrolled away. */
const NOTICES = 200;

export const initialRoomState: RoomState = {
  phase: { status: 'joining' },
  room: null,
  epoch: null,
  messages: [],
  members: [],
  notices: [],
  outbox: [],
};

/** The next state. Pure; what makes no difference returns the same object. */
export function applyRoomInput(state: RoomState, input: RoomInput): RoomState {
  switch (input.type) {
    case 'snapshot':
      return applySnapshot(state, input);
    case 'room-left':
      return { ...state, phase: { status: 'left', reason: input.reason }, members: [] };
    case 'rejected':
      return applyRejection(state, input);
    case 'disconnected':
    case 'rejoin':
      return rejoining(state);
    case 'post':
      return { ...state, outbox: [...state.outbox, input.entry] };
    case 'sent':
      return updateOutbox(state, input.id, (entry) => ({ ...entry, status: 'sent' }));
    case 'retry':
      return updateOutbox(state, input.id, ({ id, text, postedAt }) => {
        return { id, text, postedAt, status: 'unsent' };
      });
    case 'discard':
      return { ...state, outbox: state.outbox.filter(({ id }) => id !== input.id) };
    default:
      // Events of a room that one is not in (any more) are late: the next snapshot knows better.
      return state.phase.status === 'joined' ? applyEvent(state, input) : state;
  }
}

function applySnapshot(
  state: RoomState,
  { room, epoch, messages, members }: Extract<RoomFrame, { type: 'snapshot' }>,
): RoomState {
  const known = new Set(messages.map(({ id }) => id));
  const sameLog = state.epoch === epoch;
  return {
    phase: { status: 'joined' },
    room,
    epoch,
    messages,
    members,
    notices: sameLog ? state.notices : [],
    // What the log holds is confirmed; the rest is sent again, in order, with the same ids [P22].
    outbox: state.outbox
      .filter(({ id }) => !known.has(id))
      .map((entry) => (entry.status === 'sent' ? { ...entry, status: 'unsent' } : entry)),
  };
}

function applyRejection(
  state: RoomState,
  { request, id, code }: Extract<RoomFrame, { type: 'rejected' }>,
): RoomState {
  if (request === 'join') return { ...state, phase: { status: 'refused', code }, members: [] };
  if (request !== 'post' || id === undefined) return state;
  // The server does not know me here (any more): joining answers why, and sends the message again.
  if (code === 'not-a-member') return rejoining(state);
  return updateOutbox(state, id, (entry) => ({ ...entry, status: 'failed', code }));
}

function rejoining(state: RoomState): RoomState {
  const { status } = state.phase;
  return status === 'joined' || status === 'joining'
    ? { ...state, phase: { status: 'joining' } }
    : state;
}

function applyEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'message-posted':
      return applyMessage(state, event.epoch, event.message);
    case 'member-joined':
      return note(
        { ...state, members: [...without(state.members, event.member.id), event.member] },
        { kind: 'joined', at: event.at, member: event.member },
      );
    case 'member-changed':
      return {
        ...state,
        members: state.members.map((m) => (m.id === event.member.id ? event.member : m)),
      };
    case 'member-left': {
      const member = state.members.find(({ id }) => id === event.member);
      if (!member) return state;
      const left = { ...state, members: without(state.members, event.member) };
      return note(left, { kind: 'left', at: event.at, reason: event.reason, member });
    }
    case 'room-changed':
      return state.room
        ? { ...state, room: { ...state.room, title: event.title, locked: event.locked } }
        : state;
    case 'room-ended':
      return { ...state, phase: { status: 'left', reason: 'ended' }, members: [] };
  }
}

function applyMessage(state: RoomState, epoch: Epoch, message: Message): RoomState {
  const last = state.messages.at(-1)?.seq ?? 0;
  // A hole or another log: only a new snapshot shows the whole truth [P13][P25].
  const fits = epoch === state.epoch && (message.seq <= last + 1 || state.messages.length === 0);
  if (!fits) return rejoining(state);
  if (message.seq <= last) return confirm(state, message.id);
  return confirm({ ...state, messages: [...state.messages, message] }, message.id);
}

function confirm(state: RoomState, confirmed: MessageId): RoomState {
  return state.outbox.some(({ id }) => id === confirmed)
    ? { ...state, outbox: state.outbox.filter(({ id }) => id !== confirmed) }
    : state;
}

function updateOutbox(
  state: RoomState,
  id: MessageId,
  change: (entry: OutboxEntry) => OutboxEntry,
): RoomState {
  const outbox = state.outbox.map((entry) => (entry.id === id ? change(entry) : entry));
  return { ...state, outbox };
}

type NewNotice =
  | Omit<Extract<Notice, { kind: 'joined' }>, 'key' | 'after'>
  | Omit<Extract<Notice, { kind: 'left' }>, 'key' | 'after'>;

function note(state: RoomState, { member, ...fields }: NewNotice): RoomState {
  const after = state.messages.at(-1)?.seq ?? 0;
  const key = `${fields.kind}:${member.id}:${fields.at}`;
  const notice = { ...fields, key, after, member: { id: member.id, name: member.name } };
  return { ...state, notices: [...state.notices.slice(1 - NOTICES), notice] };
}

function without(members: readonly Member[], id: UserId): Member[] {
  return members.filter((member) => member.id !== id);
}
