import type {
  Body,
  ConnectionId,
  ErrorCode,
  MessageId,
  Position,
  SealedRoom,
  ServerFrame,
  Signal,
  UserId,
} from '@chat/protocol';
import type { Appended, RoomNews, RoomRange, RoomSnapshot } from './room-store.ts';

/** What a session hears of its room; that it is over it is told otherwise. */
export type SessionNews = Exclude<RoomNews, { kind: 'moved' | 'lost' }>;

/** Where the frames of one connection go. Never throws. */
export interface Outlet {
  /** Takes what the connection has to get: an answer, a signal. */
  deliver(frame: ServerFrame): void;
  /** Takes an event; says no where the connection does not keep up and has to catch up later [P28]. */
  tell(frame: ServerFrame): boolean;
}

/** What a joiner knows of the room already: how far it has read [P13], and what the room was [P26]. */
export type JoinRequest = { position?: Position | undefined; sealed?: SealedRoom | undefined };

/** An entry as its author's client posts it [P24]. */
export type Posting = { id: MessageId; epoch: string; n: number; body: Body };

/** A signal as its sender asks for it [P30]. */
export type Signalling = { to: UserId; connection?: ConnectionId | undefined; signal: Signal };

/** How a session ended: by the person, by the socket, by a refused join, by the owner, by the store. */
export type Ending = 'left' | 'dropped' | 'refused' | 'removed' | 'ended' | 'moved' | 'interrupted';

/** Why a request fails when the session ended meanwhile. */
export const REFUSALS: Record<Ending, ErrorCode> = {
  left: 'not-a-member',
  dropped: 'not-a-member',
  refused: 'not-a-member',
  removed: 'member-removed',
  ended: 'room-ended',
  moved: 'room-ended',
  interrupted: 'unavailable',
};

/** What a session needs of the room that it is in. */
export interface Venue<Session> {
  /** Takes a seat and becomes a member; news reaches the session from now on. */
  enter(session: Session, sealed?: SealedRoom): Promise<void>;
  /** Makes sure that the room is there, as it was [P26]. */
  open(sealed?: SealedRoom): Promise<void>;
  read(session: Session, position?: Position): Promise<RoomRange | RoomSnapshot>;
  /** Where the log ends. */
  findEnd(): Promise<Position>;
  leave(session: Session, ending: Ending): Promise<void>;
  post(session: Session, posting: Posting): Promise<Appended>;
  /** Lets in who knocks, or not [P63]. */
  answerKnock(session: Session, person: UserId, admit: boolean): Promise<void>;
  signal(session: Session, signalling: Signalling): Promise<void>;
  typing(session: Session): Promise<void>;
  /** What the session says of its person is to be seen [P65]. */
  show(session: Session): Promise<void>;
}

/** The answer to a join, or to having lagged [P13], [P28]. */
export function frameOf(view: RoomRange | RoomSnapshot): ServerFrame {
  const { room: info, epoch, seq, posted, members, knocks } = view;
  const waiting = knocks.length > 0 && { knocks };
  const known = { room: info.id, info, epoch, seq, posted, members, ...waiting };
  if (view.kind === 'range') return { type: 'resumed', ...known, entries: view.entries };
  return { type: 'snapshot', ...known, messages: view.messages, more: view.more };
}
