import type {
  ConnectionId,
  OwnPresence,
  Position,
  ProducerId,
  RoomEvent,
  RoomId,
  ServerFrame,
  UserId,
} from '@chat/protocol';
import { RoomError } from './room-error.ts';
import type { RoomSessionOptions } from './room-session-options.ts';
import type { Reading, State } from './room-session-state.ts';
import type { Person } from './room-store.ts';
import {
  frameOf,
  REFUSALS,
  type Ending,
  type JoinRequest,
  type Outlet,
  type Posting,
  type SessionNews,
  type Signalling,
  type Venue,
} from './venue.ts';

/**
 * What one connection of a person may do in one room. Delivers frames of the room from the answer to the join on, each
 * once and in order [P13], and none after it is over [P17]. Refusals are `RoomError`s. Once over it stays over.
 */
export class RoomSession {
  readonly room: RoomId;
  readonly userId: UserId;
  readonly connection: ConnectionId;
  readonly producer: ProducerId;
  readonly #options: RoomSessionOptions<RoomSession>;
  readonly #outlet: Outlet;
  #state: State<RoomSession> = { status: 'outside' };
  /** The newest event that this connection knows of. */
  #revision = 0;
  /** The newest entry that was delivered; not an object, which every receiver of a message would make. */
  #epoch: string | undefined;
  #seq = 0;
  #catchingUp: Promise<void> | undefined;
  #presence: OwnPresence = 'online';

  constructor(options: RoomSessionOptions<RoomSession>) {
    this.room = options.room;
    this.userId = options.person.id;
    this.connection = options.connection;
    this.producer = options.producer;
    this.#options = options;
    this.#outlet = options.outlet;
  }

  get person(): Person {
    return this.#options.person;
  }

  get isOver(): boolean {
    return this.#state.status === 'over';
  }

  /** What this connection says of its person [P65]. */
  get presence(): OwnPresence {
    return this.#presence;
  }

  /** Whether events were dropped and a `catchUp` is due. */
  get isLagging(): boolean {
    return this.#state.status === 'lagging';
  }

  /** Joins and delivers what the joiner misses; called again, delivers it again and tells nobody [P13], [P14]. */
  async join({ position, sealed }: JoinRequest = {}): Promise<void> {
    if (this.#catchingUp) await this.#catchingUp;
    const before = this.#state;
    if (before.status === 'over') throw new RoomError(REFUSALS[before.ending]);
    // The join that is under way will answer.
    if (before.status === 'reading') return;
    const venue = before.status === 'outside' ? this.#options.open() : before.venue;
    const held = this.#hold(venue, 'join');
    try {
      if (before.status === 'outside') await venue.enter(this, sealed);
      else if (sealed) await venue.open(sealed);
      await this.#answer({ venue, held, position });
    } catch (error) {
      if (before.status === 'outside') this.#giveUp(venue, error);
      else this.#goOn(before, held);
      throw error;
    }
  }

  /** Delivers all that was dropped, and events again from then on [P28]. Does nothing to one that does not lag. */
  async catchUp(): Promise<void> {
    const before = this.#state;
    if (before.status !== 'lagging') return;
    const { venue } = before;
    const held = this.#hold(venue, 'catch-up');
    const position = this.#epoch === undefined ? undefined : { epoch: this.#epoch, seq: this.#seq };
    const caughtUp = this.#answer({ venue, held, position });
    this.#catchingUp = caughtUp.catch(() => undefined);
    try {
      await caughtUp;
    } catch (error) {
      // Whoever ended the session has said so.
      if (this.isOver) return;
      this.#goOn(before, held);
      throw error;
    } finally {
      this.#catchingUp = undefined;
    }
  }

  /** Posts an entry [P20]-[P27]. The acknowledgement is the event, or the original event again. */
  async post(posting: Posting): Promise<void> {
    const { entry, epoch, isNew } = await this.#requireInside().post(this, posting);
    // What this connection has not come to yet will come by itself, in its place.
    const isKnown = epoch === this.#epoch && entry.seq <= this.#seq;
    if (!isNew && isKnown) this.#deliver({ type: 'entry-posted', room: this.room, epoch, entry });
  }

  /** Sends a signal to one member [P30], [P31]. */
  async signal(signalling: Signalling): Promise<void> {
    await this.#requireInside().signal(this, signalling);
  }

  /** Says that this person is writing [P64]. */
  async typing(): Promise<void> {
    await this.#requireInside().typing(this);
  }

  /** Says whether this person is here, away or in a call, until it says otherwise [P65]. */
  async show(presence: OwnPresence): Promise<void> {
    const venue = this.#requireInside();
    this.#presence = presence;
    await venue.show(this);
  }

  /** Lets in who knocks, or not [P63]. */
  async answerKnock(person: UserId, admit: boolean): Promise<void> {
    await this.#requireInside().answerKnock(this, person, admit);
  }

  /** Where the log ends, for one who gets all events; who is to catch up learns it by that [P4]. */
  async findEnd(): Promise<Position | undefined> {
    const before = this.#state;
    if (before.status !== 'inside') return undefined;
    const { epoch, seq } = await before.venue.findEnd();
    return this.#state.status === 'inside' ? { epoch, seq } : undefined;
  }

  /** Leaves on purpose; delivers `room-left` when the others may know [P15]. */
  async leave(): Promise<void> {
    const venue = this.#requireInside();
    this.#state = { status: 'over', ending: 'left' };
    await venue.leave(this, 'left');
    this.#outlet.deliver({ type: 'room-left', room: this.room, reason: 'left' });
  }

  /** The socket is gone: the grace begins [P15]. */
  drop(): void {
    const before = this.#state;
    if (before.status === 'over') return;
    this.#state = { status: 'over', ending: 'dropped' };
    if (before.status !== 'outside') void before.venue.leave(this, 'dropped');
  }

  /** For the room: this session ends here and is told why [P16], where it goes on [P62], or to join again [P29]. */
  end(reason: Exclude<Ending, 'dropped' | 'refused'>, to?: RoomId): void {
    const before = this.#state;
    if (before.status === 'over') return;
    this.#state = { status: 'over', ending: reason };
    // A join that is under way is answered by its refusal instead.
    const isJoining = before.status === 'reading' && before.for === 'join';
    if (before.status === 'outside' || isJoining) return;
    if (reason === 'interrupted') this.#options.onInterrupted?.();
    else this.#outlet.deliver({ type: 'room-left', room: this.room, reason, ...(to && { to }) });
  }

  /** For the room: something happened in it. Every receiver of every message comes by here. */
  receive(news: SessionNews): void {
    const state = this.#state;
    if (state.status === 'reading' && news.kind !== 'typing') state.held.push(news);
    else if (news.kind === 'signal') this.#deliver(news.signal.frame);
    else if (state.status !== 'inside') return;
    else if (news.kind === 'typing') this.#outlet.tell(news.frame);
    else if (news.revision > this.#revision) this.#hear(news, state.venue);
  }

  #hear({ event, revision }: { event: RoomEvent; revision: number }, venue: Venue<RoomSession>) {
    if (!this.#outlet.tell(event)) {
      this.#state = { status: 'lagging', venue };
      return;
    }
    this.#revision = revision;
    if (event.type !== 'entry-posted') return;
    this.#epoch = event.epoch;
    this.#seq = event.entry.seq;
  }

  /** Refuses whatever a session that is not (any more) inside asks for [P17]. */
  #requireInside(): Venue<RoomSession> {
    const state = this.#state;
    const isIn = state.status === 'inside' || state.status === 'lagging';
    if (isIn || (state.status === 'reading' && state.for === 'catch-up')) return state.venue;
    throw new RoomError('not-a-member');
  }

  /** From now on nothing is missed: what happens is held until the log has been read. */
  #hold(venue: Venue<RoomSession>, reason: 'join' | 'catch-up'): SessionNews[] {
    this.#state = { status: 'reading', venue, held: [], for: reason };
    return this.#state.held;
  }

  async #answer({ venue, held, position }: Reading<RoomSession>): Promise<void> {
    const view = this.isOver ? undefined : await venue.read(this, position);
    if (this.#state.status === 'over') throw new RoomError(REFUSALS[this.#state.ending]);
    if (!view) return;
    this.#revision = view.revision;
    this.#epoch = view.epoch;
    this.#seq = view.seq;
    this.#state = { status: 'inside', venue };
    this.#deliver(frameOf(view));
    for (const news of held) this.receive(news);
  }

  /** It could not be read: goes on as if it had not been asked for. */
  #goOn(
    before: Extract<State<RoomSession>, { venue: Venue<RoomSession> }>,
    held: SessionNews[],
  ): void {
    if (this.isOver) return;
    this.#state = { ...before, status: before.status === 'lagging' ? 'lagging' : 'inside' };
    for (const news of held) this.receive(news);
  }

  #giveUp(venue: Venue<RoomSession>, error: unknown): void {
    if (this.isOver) return;
    // A refusal says that the person is not in; after anything else they may be, so the grace decides.
    const ending = error instanceof RoomError ? 'refused' : 'dropped';
    this.#state = { status: 'over', ending };
    void venue.leave(this, ending);
  }

  #deliver(frame: ServerFrame): void {
    const { status } = this.#state;
    if (status === 'inside' || status === 'lagging') this.#outlet.deliver(frame);
  }
}
