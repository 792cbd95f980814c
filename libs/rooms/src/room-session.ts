import {
  LIMITS,
  type ConnectionId,
  type ErrorCode,
  type MessageId,
  type RoomId,
  type ServerFrame,
  type Signal,
  type UserId,
} from '@chat/protocol';
import { RoomError } from './room-error.ts';
import type { Appended, Person, RoomNews, RoomSnapshot } from './room-store.ts';

/** A signal as its sender asks for it [P30]. */
export type Signalling = { to: UserId; connection?: ConnectionId | undefined; signal: Signal };

/** How a session ended: by the person, by the socket, by a refused join, by the owner. */
export type Ending = 'left' | 'dropped' | 'refused' | 'removed' | 'ended';

/** What a session needs of the room that it is in. */
export interface Venue {
  /** Takes a seat and becomes a member; news reaches the session from now on. */
  enter(session: RoomSession): Promise<void>;
  read(): Promise<RoomSnapshot>;
  leave(session: RoomSession, ending: Ending): Promise<void>;
  post(session: RoomSession, message: { id: MessageId; text: string }): Promise<Appended>;
  signal(session: RoomSession, signalling: Signalling): Promise<void>;
}

export type RoomSessionOptions = {
  room: RoomId;
  person: Person;
  connection: ConnectionId;
  /** Takes a frame for this connection. Never throws. */
  deliver: (frame: ServerFrame) => void;
  /** Finds the room, open; called once, by the first join. */
  open: () => Venue;
};

type State =
  | { status: 'outside' }
  /** A snapshot is being read; what happens meanwhile is held back for after it [P13]. */
  | { status: 'joining'; venue: Venue; held: RoomNews[] }
  | { status: 'inside'; venue: Venue }
  | { status: 'over'; ending: Ending };

/** Why a request fails when the session ended meanwhile. */
const REFUSALS: Record<Ending, ErrorCode> = {
  left: 'not-a-member',
  dropped: 'not-a-member',
  refused: 'not-a-member',
  removed: 'member-removed',
  ended: 'room-ended',
};

/** Whether a text may be posted [P23]; refuses it with the code that says why not. */
export function checkText(text: string): void {
  if (text.length > LIMITS.textLength) throw new RoomError('text-too-long');
  if (text.trim() === '') throw new RoomError('text-empty');
}

/**
 * What one connection of a person may do in one room. Delivers frames of the room from the snapshot on, each once and in
 * order [P13], and none after it is over [P17]. Refusals are `RoomError`s. Once over it stays over.
 */
export class RoomSession {
  readonly room: RoomId;
  readonly userId: UserId;
  readonly connection: ConnectionId;
  readonly #options: RoomSessionOptions;
  #state: State = { status: 'outside' };
  /** The newest event that this connection knows of. */
  #revision = 0;

  constructor(options: RoomSessionOptions) {
    this.room = options.room;
    this.userId = options.person.id;
    this.connection = options.connection;
    this.#options = options;
  }

  get person(): Person {
    return this.#options.person;
  }

  get isOver(): boolean {
    return this.#state.status === 'over';
  }

  /** Joins and delivers a snapshot; called again, delivers a new one and tells nobody [P13], [P14]. */
  async join(): Promise<void> {
    const before = this.#state;
    if (before.status === 'over') throw new RoomError(REFUSALS[before.ending]);
    // The join that is under way will answer.
    if (before.status === 'joining') return;
    const venue = before.status === 'inside' ? before.venue : this.#options.open();
    const held: RoomNews[] = [];
    this.#state = { status: 'joining', venue, held };
    try {
      if (before.status === 'outside') await venue.enter(this);
      const snapshot = this.isOver ? undefined : await venue.read();
      this.#failIfOver();
      if (snapshot) this.#start(snapshot, { venue, held });
    } catch (error) {
      if (before.status === 'inside') this.#resume({ venue, held });
      else this.#giveUp(venue, error);
      throw error;
    }
  }

  /** Posts a message [P20]-[P23]. The acknowledgement is the event, or the original event again. */
  async post(message: { id: MessageId; text: string }): Promise<void> {
    const venue = this.#requireInside();
    checkText(message.text);
    const { message: posted, epoch, isNew } = await venue.post(this, message);
    if (isNew) return;
    this.#deliver({ type: 'message-posted', room: this.room, epoch, message: posted });
  }

  /** Sends a signal to one member [P30], [P31]. */
  async signal(signalling: Signalling): Promise<void> {
    await this.#requireInside().signal(this, signalling);
  }

  /** Leaves on purpose; delivers `room-left` when the others may know [P15]. */
  async leave(): Promise<void> {
    const venue = this.#requireInside();
    this.#state = { status: 'over', ending: 'left' };
    await venue.leave(this, 'left');
    this.#options.deliver({ type: 'room-left', room: this.room, reason: 'left' });
  }

  /** The socket is gone: the grace begins [P15]. */
  drop(): void {
    const before = this.#state;
    if (before.status === 'over') return;
    this.#state = { status: 'over', ending: 'dropped' };
    if (before.status !== 'outside') void before.venue.leave(this, 'dropped');
  }

  /** For the room: this session ends here and is told why [P16]. */
  end(reason: 'left' | 'removed' | 'ended'): void {
    const before = this.#state;
    if (before.status === 'over') return;
    this.#state = { status: 'over', ending: reason };
    // A join that is under way is answered by its refusal instead.
    if (before.status !== 'inside') return;
    this.#options.deliver({ type: 'room-left', room: this.room, reason });
  }

  /** For the room: something happened in it. */
  receive(news: RoomNews): void {
    if (this.#state.status === 'joining') this.#state.held.push(news);
    if (this.#state.status !== 'inside') return;
    if (news.kind === 'signal') return this.#deliver(news.signal.frame);
    if (news.revision <= this.#revision) return;
    this.#revision = news.revision;
    this.#deliver(news.event);
  }

  /** For the room: refuses whatever a session that is not (any more) inside asks for [P17]. */
  #requireInside(): Venue {
    if (this.#state.status === 'inside') return this.#state.venue;
    throw new RoomError('not-a-member');
  }

  #failIfOver(): void {
    if (this.#state.status === 'over') throw new RoomError(REFUSALS[this.#state.ending]);
  }

  #start(snapshot: RoomSnapshot, { venue, held }: { venue: Venue; held: RoomNews[] }): void {
    const { room, epoch, messages, members, revision } = snapshot;
    this.#revision = revision;
    this.#state = { status: 'inside', venue };
    this.#deliver({ type: 'snapshot', room, epoch, messages, members });
    for (const news of held) this.receive(news);
  }

  /** A new snapshot could not be had: goes on as if it had not been asked for. */
  #resume({ venue, held }: { venue: Venue; held: RoomNews[] }): void {
    if (this.isOver) return;
    this.#state = { status: 'inside', venue };
    for (const news of held) this.receive(news);
  }

  #giveUp(venue: Venue, error: unknown): void {
    if (this.isOver) return;
    // A refusal says that the person is not in; after anything else they may be, so the grace decides.
    const ending = error instanceof RoomError ? 'refused' : 'dropped';
    this.#state = { status: 'over', ending };
    void venue.leave(this, ending);
  }

  #deliver(frame: ServerFrame): void {
    if (this.#state.status === 'inside') this.#options.deliver(frame);
  }
}
