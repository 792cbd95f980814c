import type {
  Body,
  Entry,
  Epoch,
  ErrorCode,
  HistoryPage,
  Knocker,
  Member,
  Message,
  MessageId,
  Position,
  Room,
  RoomId,
  Seq,
  ServerFrame,
  Timestamp,
  UserId,
} from '@chat/protocol';

/** Where one's membership is. `refused` and `left` are final until `join` is asked for again. */
export type RoomPhase =
  | { status: 'joining' }
  | { status: 'joined' }
  | { status: 'refused'; code: ErrorCode }
  /** Waits before the locked room until somebody who is in answers [P63]. */
  | { status: 'knocking' }
  | { status: 'left'; reason: 'left' | 'removed' | 'ended' }
  /** The room has another link now [P62]. */
  | { status: 'left'; reason: 'moved'; to: RoomId };

/** Something that happened beside the messages, to be shown after the message with sequence `after`. */
export type Notice = { key: string; after: Seq; at: Timestamp } & (
  | { kind: 'joined'; member: { id: UserId; name: string } }
  | { kind: 'left'; reason: 'left' | 'lost' | 'removed'; member: { id: UserId; name: string } }
  /** `member` has the new name. */
  | { kind: 'renamed'; before: string; member: { id: UserId; name: string } }
);

/**
 * An entry of mine that the server has not confirmed [P21].
 * `unsent`: goes as soon as it can. `sent`: left over this socket. `waiting`: a change whose message is not back yet
 * after the log began anew [P25]. `failed`: refused, `code` says why. `expired`: too old to be sent by itself.
 */
export interface OutboxEntry {
  id: MessageId;
  body: Body;
  /** The how-manieth entry of this tab: the order in which it was written. */
  order: number;
  /** By this device's clock, when it came into the outbox: for the eye and for its age, never for an order. */
  postedAt: Timestamp;
  status: 'unsent' | 'sent' | 'failed' | 'expired' | 'waiting';
  /** The number under which it was sent, or sent last [P24]. */
  n?: number;
  /** Why it failed. */
  code?: ErrorCode;
  /** The log in which it was made: in a later one its target may not be back yet [P25]. */
  madeIn?: Epoch;
  /** Since when it waits. */
  waitingSince?: Timestamp;
  /** A copy left whose outcome is not known: it may be in the log, or still get there. */
  doubtful?: true;
  /** It was sent before under this id, and given up before its outcome was known: it may turn up. */
  replaces?: MessageId;
  /** Until then a copy of what it replaces may still get there: it waits, and all behind it. */
  heldUntil?: Timestamp;
}

/** An entry of mine that is in the log, kept in case that the log is lost [P25]. */
export interface AckedEntry {
  id: MessageId;
  body: Body;
  order: number;
  seq: Seq;
  /** By this device's clock. */
  ackedAt: Timestamp;
  /** The log that it is in, where that is not `ackedIn`: another tab wrote it, which is gone. */
  elsewhere?: Epoch;
}

/** An older page is on its way. `changes` came meanwhile and may concern it. */
export interface OlderPage {
  before: Seq;
  changes: readonly Entry[];
}

/** Everything known of one room. Messages are folded and in the order of the log, never by a clock [P20]. */
export interface RoomState {
  phase: RoomPhase;
  info: Room | null;
  /** Who I am, once a connection or the storage has said so. */
  me: UserId | null;
  /** How far I have read; `messages` show exactly the log up to here. */
  position: Position | null;
  messages: readonly Message[];
  /** Older messages are kept by the server; `loadOlder` brings them. */
  more: boolean;
  /** Set while an older page is on its way. */
  loadingOlder: OlderPage | null;
  members: readonly Member[];
  /** Who waits before the locked room, the first first [P63]. */
  knocks: readonly Knocker[];
  notices: readonly Notice[];
  outbox: readonly OutboxEntry[];
  /** My newest confirmed entries, oldest first, in the log `ackedIn` but for those that say otherwise. */
  acked: readonly AckedEntry[];
  ackedIn: Epoch | null;
  /** How many entries were written here. */
  written: number;
  /** The number of my newest entry in the log, as far as I know [P24]. */
  posted: number;
  /** My numbers may have shifted while old copies are on their way: one entry at a time. */
  careful: boolean;
  /** When the care ends; null while that is not decided. */
  calmAt: Timestamp | null;
  /** Refusals in a row that were not the entry's fault: how long to wait before the next attempt. */
  setbacks: number;
}

/** What the storage gave back, checked. */
export interface RestoredRoom {
  me: UserId | null;
  history: {
    info: Room | null;
    position: Position;
    messages: readonly Message[];
    more: boolean;
  } | null;
  outbox: readonly OutboxEntry[];
  acked: readonly AckedEntry[];
  ackedIn: Epoch | null;
  /** The numbers of the page before were of this same producer [P24]. */
  sameProducer: boolean;
}

/** The server frames that are about one room. */
export type RoomFrame = Extract<ServerFrame, { room: unknown }>;

export type RoomInput =
  | Exclude<RoomFrame, { type: 'signal' | 'typing' }>
  | { type: 'restored'; room: RestoredRoom }
  | { type: 'adopted'; room: RestoredRoom }
  | { type: 'connected'; me: UserId }
  | { type: 'disconnected' }
  | { type: 'join' }
  | { type: 'knock' }
  | { type: 'stop-knocking' }
  | { type: 'log-end'; position: Position | null }
  | { type: 'post'; id: MessageId; body: Body }
  | { type: 'sent'; id: MessageId; n: number }
  | { type: 'rewrite'; id: MessageId; text: string }
  | { type: 'retry'; id: MessageId; newId: MessageId }
  | { type: 'discard'; id: MessageId }
  | { type: 'tick' }
  | { type: 'older-requested'; before: Seq }
  | { type: 'older-loaded'; before: Seq; page: HistoryPage }
  | { type: 'older-failed'; before: Seq };

export const initialRoomState: RoomState = {
  phase: { status: 'joining' },
  info: null,
  me: null,
  position: null,
  messages: [],
  more: false,
  loadingOlder: null,
  members: [],
  knocks: [],
  notices: [],
  outbox: [],
  acked: [],
  ackedIn: null,
  written: 0,
  posted: 0,
  careful: false,
  calmAt: null,
  setbacks: 0,
};
