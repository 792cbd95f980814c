import type { OwnPresence, Position, RoomId, SealedRoom, UserId } from '@chat/protocol';
import { RoomError, StoreUnavailable } from './room-error.ts';
import type { RoomOptions } from './room-options.ts';
import type { RoomSession } from './room-session.ts';
import type {
  AddressedSignal,
  Appended,
  RoomNews,
  RoomRange,
  RoomSnapshot,
  RoomStore,
  TypingFrame,
} from './room-store.ts';
import { Seat } from './seat.ts';
import { TypingGate } from './typing-gate.ts';
import type { Ending, Posting, Signalling, Venue } from './venue.ts';

/** One room on this server: who is connected, one subscription of the store, the fan-out, and the grace timers. */
export class Room implements Venue<RoomSession> {
  readonly id: RoomId;
  readonly #options: RoomOptions<Room>;
  readonly #store: RoomStore;
  readonly #seats = new Map<UserId, Seat>();
  /** Those of all seats: every message goes through them. */
  readonly #sessions = new Set<RoomSession>();
  readonly #typing = new TypingGate();
  readonly #subscription: Promise<() => void>;
  #isClosed = false;

  constructor(options: RoomOptions<Room>) {
    this.id = options.id;
    this.#options = options;
    this.#store = options.store;
    this.#subscription = this.#store.subscribe(this.id, (news) => this.#hear(news));
    // Whoever enters waits for it and is told; a room that hears nothing is of no use to the next one.
    this.#subscription.catch(() => this.#lose());
  }

  async enter(session: RoomSession, sealed?: SealedRoom): Promise<void> {
    const { id: userId, name } = session.person;
    const seat = this.#seats.get(userId) ?? new Seat(session.person);
    this.#seats.set(userId, seat);
    seat.name = name;
    seat.stopGrace();
    seat.sessions.add(session);
    this.#sessions.add(session);
    await this.#subscription;
    await this.#run(seat, async () => {
      if (!seat.sessions.has(session)) return;
      await this.open(sealed);
      if (this.#isClosed) throw new StoreUnavailable();
      const newcomer = { id: userId, name: seat.name, presence: seat.presence };
      await this.#store.putMember(this.id, newcomer, session.connection);
    });
  }

  open(sealed?: SealedRoom): Promise<void> {
    return this.#options.open(sealed);
  }

  read({ userId, producer }: RoomSession, position?: Position): Promise<RoomRange | RoomSnapshot> {
    const reader = { userId, producer };
    if (!position) return this.#store.readRoom(this.id, reader);
    return this.#store.readSince(this.id, position, reader);
  }

  findEnd(): Promise<Position> {
    return this.#store.findRoom(this.id);
  }

  async leave(session: RoomSession, ending: Ending): Promise<void> {
    const seat = this.#seats.get(session.userId);
    const before = seat?.presence;
    if (!seat?.sessions.delete(session)) return;
    this.#sessions.delete(session);
    if (ending !== 'refused' && (seat.sessions.size > 0 || ending === 'dropped')) {
      const { userId, connection } = session;
      const step = () => this.#store.removeConnection(this.id, userId, connection);
      // What cannot be taken out now goes with the member.
      this.#run(seat, step).catch(() => undefined);
    }
    if (seat.sessions.size > 0) return this.#attempt(seat, () => this.#show(seat, before));
    if (ending === 'left') return this.#depart(seat, 'left');
    if (ending === 'dropped') this.#startGrace(seat);
    this.#settle(seat);
  }

  async post(session: RoomSession, posting: Posting): Promise<Appended> {
    const { userId: from, producer } = session;
    const name = this.#seats.get(from)?.name ?? session.person.name;
    const { id, epoch, n, body } = posting;
    const numbering = { producer, n, epoch };
    return this.#store.appendEntry(this.id, { id, from, name, body, numbering });
  }

  answerKnock({ userId: by }: RoomSession, person: UserId, admit: boolean): Promise<void> {
    return this.#options.answerKnock(by, { person, admit });
  }

  async signal(session: RoomSession, { to, connection, signal }: Signalling): Promise<void> {
    const { userId: from, connection: sender } = session;
    const frame = { type: 'signal', room: this.id, from, connection: sender, signal } as const;
    await this.#store.publish(this.id, { kind: 'signal', signal: { to, connection, frame } });
  }

  async typing({ userId: member }: RoomSession): Promise<void> {
    if (!this.#typing.admits(member)) return;
    const frame = { type: 'typing', room: this.id, member } as const;
    await this.#store.publish(this.id, { kind: 'typing', frame });
  }

  async show({ userId }: RoomSession): Promise<void> {
    const seat = this.#seats.get(userId);
    if (seat) await this.#run(seat, () => this.#show(seat));
  }

  /** Shows another name of a person at once, where the person is in. */
  async rename(userId: UserId, name: string): Promise<void> {
    const seat = this.#seats.get(userId);
    if (!seat) return;
    seat.name = name;
    await this.#attempt(seat, () => this.#store.changeMember(this.id, userId, { name }));
  }

  /** Takes a person out with all connections and without a grace. */
  async expel(userId: UserId): Promise<void> {
    const seat = this.#seats.get(userId);
    if (!seat) return;
    this.#vacate(seat, 'left');
    await this.#depart(seat, 'left');
  }

  /** Ends the subscription and every timer. Nothing is told to anybody. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const seat of this.#seats.values()) seat.stopGrace();
    this.#options.onClosed(this);
    const unsubscribe = await this.#subscription.catch(() => undefined);
    unsubscribe?.();
  }

  #hear(news: RoomNews): void {
    if (news.kind === 'signal') return this.#route(news.signal);
    if (news.kind === 'typing') return this.#tellOthers(news.frame);
    if (news.kind === 'moved') return this.#move(news.to);
    if (news.kind === 'lost') return this.#lose();
    this.#hearEvent(news);
  }

  #hearEvent(news: Extract<RoomNews, { kind: 'event' }>): void {
    const { event } = news;
    const isRemoval = event.type === 'member-left' && event.reason === 'removed';
    const removed = isRemoval && this.#seats.get(event.member);
    if (removed) this.#vacate(removed, 'removed');
    for (const session of this.#sessions) session.receive(news);
    if (!removed && event.type !== 'room-ended') return;
    for (const seat of this.#seats.values()) {
      if (event.type === 'room-ended') this.#vacate(seat, 'ended');
      this.#settle(seat);
    }
  }

  /** The room has another id: all are told, and nobody is here any more [P62]. */
  #move(to: RoomId): void {
    for (const seat of this.#seats.values()) this.#vacate(seat, 'moved', to);
    for (const seat of this.#seats.values()) this.#settle(seat);
  }

  /** Nothing more is heard: who is here joins anew, in a room of its own making [RS28]. */
  #lose(): void {
    for (const seat of this.#seats.values()) this.#vacate(seat, 'interrupted');
    this.#seats.clear();
    void this.close();
  }

  /** To the addressed connections and nobody else; never back to the one that sent it [P30], [P31]. */
  #route(signal: AddressedSignal): void {
    const { to, connection, frame } = signal;
    for (const session of this.#seats.get(to)?.sessions ?? []) {
      const isAddressed = connection === undefined || session.connection === connection;
      if (isAddressed && session.connection !== frame.connection) {
        session.receive({ kind: 'signal', signal });
      }
    }
  }

  #tellOthers(frame: TypingFrame): void {
    const news = { kind: 'typing', frame } as const;
    for (const session of this.#sessions) {
      if (session.userId !== frame.member) session.receive(news);
    }
  }

  async #show({ sessions, userId, presence }: Seat, before?: OwnPresence): Promise<void> {
    if (sessions.size === 0 || presence === before) return;
    await this.#store.changeMember(this.id, userId, { presence });
  }

  #startGrace(seat: Seat): void {
    seat.startGrace(this.#options.grace, {
      onReconnecting: () => {
        void this.#attempt(seat, async () => {
          if (seat.sessions.size > 0) return;
          await this.#store.changeMember(this.id, seat.userId, { presence: 'reconnecting' });
        });
      },
      onLost: () => void this.#depart(seat, 'lost'),
    });
  }

  /** Ends every connection of a seat, with the reason that each is told. The caller settles the seat. */
  #vacate(seat: Seat, reason: Exclude<Ending, 'dropped' | 'refused'>, to?: RoomId): void {
    seat.stopGrace();
    for (const session of seat.sessions) {
      this.#sessions.delete(session);
      session.end(reason, to);
    }
    seat.sessions.clear();
  }

  /** Takes the person out of the store, unless somebody sat down again before it came to that. */
  #depart(seat: Seat, reason: 'left' | 'lost'): Promise<void> {
    return this.#attempt(seat, async () => {
      if (seat.isVacant) await this.#store.removeMember(this.id, seat.userId, reason);
    });
  }

  /** A step that nobody waits for an answer of. That the room is gone already is no news. */
  async #attempt(seat: Seat, step: () => Promise<unknown>): Promise<void> {
    try {
      await this.#run(seat, step);
    } catch (error) {
      if (!(error instanceof RoomError)) this.#options.onError(error);
    }
  }

  async #run(seat: Seat, step: () => Promise<unknown>): Promise<void> {
    try {
      await seat.run(step);
    } finally {
      this.#settle(seat);
    }
  }

  #settle(seat: Seat): void {
    if (seat.isDone && this.#seats.get(seat.userId) === seat) this.#seats.delete(seat.userId);
    if (this.#seats.size === 0) void this.close();
  }
}
