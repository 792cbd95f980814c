import type {
  Access,
  Body,
  ConnectionId,
  Entry,
  HistoryPage,
  Knocker,
  Member,
  Message,
  MessageId,
  OwnPresence,
  Position,
  ProducerId,
  Room,
  RoomEvent,
  RoomId,
  ServerFrame,
  UserId,
} from '@chat/protocol';
import type { Producer } from './producers.ts';

/** A person as the session of a connection knows them [P11]. */
export type Person = { id: UserId; name: string };
/** A person who comes in, or in by one more connection; who says nothing else is online [P65]. */
export type Newcomer = Person & { presence?: OwnPresence };

/** A room and where its log ends. */
export type StoredRoom = { room: Room } & Position;

/** One consistent view of a room: exactly what all events up to `revision` have made of it. */
export type RoomView = StoredRoom & {
  members: Member[];
  knocks: Knocker[];
  /** The `n` of the reader's newest entry; 0 for none. */
  posted: number;
  revision: number;
};

/** The newest messages; `more` says whether older ones are kept. */
export type RoomSnapshot = RoomView & { kind: 'snapshot'; messages: Message[]; more: boolean };

/** Exactly the entries from a position to `seq`. */
export type RoomRange = RoomView & { kind: 'range'; entries: Entry[] };

/** What is changed, with the seal of the room that has it all; an absent field stays. */
export type RoomChange = Partial<
  Pick<Room, 'title' | 'ownerId' | 'locked' | 'access' | 'changedAt' | 'seal'>
>;

export type Admission = { member: Member; isNew: boolean };
/** Who was removed for good, and who may come in besides the owner, the newest of each. */
export type Acquaintances = Access;
export type KnockAnswer = Extract<RoomEvent, { type: 'knock-answered' }>['answer'];
export type LeaveReason = Extract<RoomEvent, { type: 'member-left' }>['reason'];
/** How somebody goes; who is removed for now may come back where a stranger may [RS6]. */
export type Departure = LeaveReason | 'removed-for-now';

/** How a producer numbers an entry [P24]; who posts without a connection has no numbers. */
export type Numbering = { producer: ProducerId; n: number; epoch: string };
export type EntryDraft = {
  id: MessageId;
  from: UserId;
  name: string;
  body: Body;
  numbering?: Numbering | undefined;
};
export type Appended = { entry: Entry; epoch: string; isNew: boolean };
export type HistoryRange = { before?: number | undefined; limit: number };
export type SignalFrame = Extract<ServerFrame, { type: 'signal' }>;

/** A signal on its way to one member, or to one connection of that member [P30]. */
export type AddressedSignal = {
  to: UserId;
  connection?: ConnectionId | undefined;
  frame: SignalFrame;
};

export type TypingFrame = Extract<ServerFrame, { type: 'typing' }>;

/** What goes through a room and leaves no trace: a signal of a call, or that somebody is writing. */
export type Passing =
  { kind: 'signal'; signal: AddressedSignal } | { kind: 'typing'; frame: TypingFrame };

/** What a subscriber hears. Only events count up the revision. */
export type RoomNews =
  | { kind: 'event'; revision: number; event: RoomEvent }
  /** The last news: the room is another one from now on [RS23]. */
  | { kind: 'moved'; to: RoomId }
  /** The last news: what happens from now on cannot be told, and some of what happened may be missing [RS28]. */
  | { kind: 'lost' }
  | Passing;

export type Listener = (news: RoomNews) => void;

/**
 * The one seam for storage and fan-out. Every change is one atomic step together with the event that tells of it, so
 * that any number of servers on one store agree. Refusals are `RoomError`s and change nothing.
 *
 * - [RS1] A room is made once: an id that is in use is never taken over.
 * - [RS2] Past `LIMITS.rooms`, unless the store was told another number, a new room is refused with `too-many-rooms`.
 * - [RS3] A room that is not there is `room-unknown`; one that was ended stays `room-ended`, however long nobody was in, its
 *   content is gone. The newest 100,000 such ids are remembered at least.
 * - [RS22] Opening makes the room that is not there, in a new epoch, however many open it at once. One that is there stays
 *   as it is; but what a room with an owner says of itself is taken over by one without, and by one that was made at the same
 *   time and changed earlier; told by `room-changed`.
 * - [RS4] A person who was not in becomes a member, told by `member-joined`; past `LIMITS.members`, unless the store was
 *   told another number, by nobody: `room-full`, however many try at once.
 * - [RS5] Putting a member again makes no second one and keeps `joinedAt`; only a changed name or presence is told, by
 *   `member-changed`.
 * - [RS6] A locked room admits its owner and whoever was in before, others get `room-locked`. Who was removed gets
 *   `member-removed` from then on, locked or not.
 *   Who was removed for now is a stranger, who may come back where strangers may. 1,000 are kept out at most.
 * - [RS24] A knock at a locked room by a person whom it does not let in waits for `LIMITS.knockMs`, told by `knock-heard`, and
 *   again by the same person changes nothing. Past `LIMITS.knocks` it is `too-many-knocks`; for who was removed for good
 *   `member-removed`; for who was refused less than `LIMITS.knockPauseMs` ago, or knocked `LIMITS.knocksInPause` times in that
 *   time, `too-fast`. Who gets in anyway is told so.
 * - [RS25] A knock is answered once, told by `knock-answered`. Who was let in gets into the locked room from then on.
 * - [RS27] A knock is one, however many connections of its person wait by it, each named by its `waiter`. It is withdrawn
 *   with the last of them, told by `knock-answered`: `gone`.
 * - [RS26] A room that is opened keeps out and lets in whom its `access` says. One that takes over what a later one says of
 *   itself [RS22] takes its lock and `access` too: members whom it keeps out, and members whom the locked room does not let
 *   in, are removed.
 * - [RS32] By several servers a person is what counts most of what each says [P65]: in a call, else online, else away, else
 *   reconnecting.
 * - [RS7] Changing or removing a member is told once; doing it to somebody who is not in does nothing.
 * - [RS31] A change that was made from what a room was at `changedAt` is not taken once the room was changed since.
 * - [RS8] Entries are numbered 1, 2, 3 … and `sentAt` never falls, even when the clock does. A refused one takes no
 *   number.
 * - [RS9] The same id of the same author is one entry: the original comes back, nobody is told again. An id of another
 *   author is refused with `id-taken`.
 * - [RS10] Only members and the owner append; others get `not-a-member`.
 * - [RS11] The log keeps `LIMITS.historyMessages` messages and `LIMITS.historyLength` characters, the newest, with all
 *   changes applied. A reaction counts as its emoji and a user id.
 * - [RS12] Ids outlive trimming: one is forgotten only when its message left the log and its entry is older than
 *   `LIMITS.dedupeMs`, or 20,000 younger ones or four times `historyLength` came after it.
 * - [RS13] A page ends before `before`, or with the newest message; `more` says whether older ones are kept. A snapshot
 *   has the newest `LIMITS.snapshotMessages`.
 * - [RS18] Reading from a position of this epoch gives exactly the entries after it, as long as all are among the newest
 *   `LIMITS.resumableEntries` entries and `LIMITS.historyLength` characters; else, and from any other position, a snapshot.
 * - [RS19] Numbered drafts are checked in this order: another epoch is `epoch-stale`; a known id is [RS9] and never
 *   counts; an `n` that is not the next is `out-of-order`; then [RS20]. `posted` is the `n`
 *   that counted last. A producer is known while there are no more than 1,000, or for `LIMITS.dedupeMs` if there are.
 * - [RS20] A text is neither empty nor too long (`text-empty`, `text-too-long`); a change is to a message that is kept and
 *   not deleted (`message-unknown`), an edit or deletion by its author (`not-the-author`), a reaction within
 *   `LIMITS.reactionsPerMessage` emoji (`bad-request`).
 * - [RS21] Of a deleted message no text is left anywhere: its own entry and those of its edits are `void`.
 * - [RS23] A room that moves has its log, its lock and its acquaintances under the new id, and nobody in it. Whoever heard
 *   the old id hears `moved` as the last; the old id is `room-ended` from then on.
 * - [RS14] Revisions rise by one with each event. A snapshot of revision n and the events after n leave nothing out and
 *   tell nothing twice.
 * - [RS15] Every subscriber hears the events of its room, in order, once, until it unsubscribes; a listener that throws
 *   hinders nobody else.
 * - [RS16] What is published reaches the subscribers and is kept nowhere.
 * - [RS30] A signal is for a member, or for one connection that is in and did not send it itself; else it is refused with
 *   `member-unknown`. The connections of a person who is out are out.
 * - [RS28] Who cannot be told what happens any more is told that as the last, and begins anew.
 * - [RS29] A store that cannot be reached fails with `StoreUnavailable`; whether the step was done is not known then. It
 *   never makes up for itself from memory.
 * - [RS17] What is handed out is not changed later, and changing it changes nothing in the store.
 */
export interface RoomStore {
  /** [RS1], [RS2]. The store makes the epoch. */
  createRoom(room: Room): Promise<StoredRoom>;
  /** [RS2], [RS3], [RS22] */
  openRoom(room: Room): Promise<StoredRoom>;
  findRoom(roomId: RoomId): Promise<StoredRoom>;
  /** [RS13], [RS14] */
  readRoom(roomId: RoomId, reader?: Producer): Promise<RoomSnapshot>;
  /** [RS14], [RS18] */
  readSince(
    roomId: RoomId,
    position: Position,
    reader?: Producer,
  ): Promise<RoomRange | RoomSnapshot>;
  /** Nothing where the room is not the one of `changedAt` any more [RS31]. */
  changeRoom(roomId: RoomId, change: RoomChange, changedAt?: number): Promise<Room | undefined>;
  /** Drops members and log; `room-ended` is the last event [RS3]. */
  endRoom(roomId: RoomId): Promise<void>;

  /** Gives a room another id, that of `room`, which is not in use [RS23]. */
  moveRoom(roomId: RoomId, room: Room): Promise<Room>;

  /** Whether it can be reached [RS29]. */
  readonly isReady: boolean;

  /** Puts a person in [RS4]-[RS6], by this connection [RS30]. */
  putMember(roomId: RoomId, person: Newcomer, connection?: ConnectionId): Promise<Admission>;
  /** The person stays in [RS30]. */
  removeConnection(roomId: RoomId, userId: UserId, connection: ConnectionId): Promise<void>;
  /** For a seal [RS26]: the newest of those who may come in, and of those who may not. */
  listAcquaintances(roomId: RoomId): Promise<Acquaintances>;
  /** Whether the person waits now; false for one who gets in without [RS24]. */
  knock(roomId: RoomId, person: Person, waiter: string): Promise<boolean>;
  /** Whether that withdrew the knock [RS27]. */
  withdrawKnock(roomId: RoomId, userId: UserId, waiter: string): Promise<boolean>;
  /** Whether there was such a knock [RS25]. */
  answerKnock(
    roomId: RoomId,
    userId: UserId,
    answer: { answer: KnockAnswer; by: UserId | null },
  ): Promise<boolean>;
  findMember(roomId: RoomId, userId: UserId): Promise<Member | undefined>;
  countMembers(roomId: RoomId): Promise<number>;
  changeMember(
    roomId: RoomId,
    userId: UserId,
    change: Partial<Pick<Member, 'name' | 'presence'>>,
  ): Promise<void>;
  /** Whether the person was in [RS7]. Who is `removed` stays out [RS6]. */
  removeMember(roomId: RoomId, userId: UserId, departure: Departure): Promise<boolean>;

  /** [RS8]-[RS12], [RS19]-[RS21] */
  appendEntry(roomId: RoomId, draft: EntryDraft): Promise<Appended>;
  /** [RS13] */
  listMessages(roomId: RoomId, range: HistoryRange): Promise<HistoryPage>;

  /** [RS16], [RS30] */
  publish(roomId: RoomId, passing: Passing): Promise<void>;
  /** [RS15]. Gives back what ends the subscription. The room need not exist (yet). */
  subscribe(roomId: RoomId, listener: Listener): Promise<() => void>;
  /** Frees everything; what is subscribed hears no more. */
  close(): Promise<void>;
}
