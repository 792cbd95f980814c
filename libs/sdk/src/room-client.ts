import type { Body, MessageId, OwnPresence, RoomId, ServerFrame, UserId } from '@chat/protocol';
import type { SignalChannel, SignalEvent } from './call/signal-channel.ts';
import { Emitter } from './emitter.ts';
import { assertRoomFor, isHere } from './outbox.ts';
import { randomId } from './random-id.ts';
import type { RoomClientOptions } from './room-client-options.ts';
import { signalEventOf } from './room-frames.ts';
import { RoomKeeper } from './room-keeper.ts';
import { RoomMachine, type RoomLink } from './room-machine.ts';
import { applyRoomInput } from './room-reducer.ts';
import type { OutboxEntry, RoomState } from './room-state.ts';

/** A client says at most so often that somebody is writing [P64]. */
const TYPING_MS = 3_000;

/**
 * One person's place in one room, over a connection that others may share. Joins as soon as the connection is open and
 * again after every loss, from where it has read to [P13]; keeps what was posted until the server confirms it, and sends
 * it again in order [P21][P22][P24]. What the storage kept is shown, and counts, before the first `join` leaves.
 */
export class RoomClient {
  readonly id: RoomId;
  readonly #link: RoomLink;
  readonly #history: RoomClientOptions['history'];
  readonly #keeper: RoomKeeper | null;
  readonly #machine: RoomMachine;
  readonly #signals = new Emitter<SignalEvent>();
  readonly #typing = new Emitter<UserId>();
  readonly #unsubscribe: (() => void)[];
  /** When I last said that I am writing, by the clock of `performance`. */
  #typedAt = -Infinity;
  #olderPage = 0;
  #presence: OwnPresence = 'online';

  /** `reduce` is for tests that show what each rule is good for. */
  constructor(options: RoomClientOptions, reduce = applyRoomInput) {
    const { connection: link, room, history, storage } = options;
    this.id = room;
    this.#link = link;
    this.#history = history;
    this.#keeper = storage ? new RoomKeeper(storage, room, link.producer) : null;
    this.#machine = new RoomMachine({ link, room, keeper: this.#keeper, reduce });
    this.#unsubscribe = [
      link.onFrame((frame) => this.#hear(frame)),
      link.onState(() => this.#machine.follow()),
    ];
    this.#machine.start();
  }

  get state(): RoomState {
    return this.#machine.state;
  }

  subscribe(listener: (state: RoomState) => void): () => void {
    return this.#machine.subscribe(listener);
  }

  /** Shows the text at once, as an answer to another message or not, and sends it as soon as it can. Throws {@link OutboxFull}. */
  post(text: string, replyTo?: MessageId): MessageId {
    return this.#post({ kind: 'text', text, ...(replyTo === undefined ? {} : { replyTo }) });
  }

  /** Changes an own text. One that is still here changes here, and goes again if it was stuck. Throws {@link OutboxFull}. */
  edit(id: MessageId, text: string): void {
    const entry = this.#unsentText(id);
    if (!entry) return void this.#post({ kind: 'edit', target: id, text });
    this.#machine.apply({ type: 'rewrite', id, text });
    if (entry.status !== 'unsent') this.retry(id);
  }

  /** Deletes an own text; one that is still here is only forgotten. Throws {@link OutboxFull}. */
  remove(id: MessageId): void {
    if (this.#unsentText(id)) this.#machine.apply({ type: 'discard', id });
    else this.#post({ kind: 'delete', target: id });
  }

  /** Adds or takes back an emoji of mine. Throws {@link OutboxFull}. */
  react(id: MessageId, emoji: string, on: boolean): void {
    this.#post({ kind: 'reaction', target: id, emoji, on });
  }

  /** Sends again what failed or expired, under a new id, which is returned; null when there is nothing to send again. */
  retry(id: MessageId): MessageId | null {
    const newId = randomId();
    this.#machine.apply({ type: 'retry', id, newId });
    return this.#entry(newId) ? newId : null;
  }

  /** Forgets an entry that was not sent. False when it may be in the log already: then only `remove` helps. */
  discard(id: MessageId): boolean {
    const entry = this.#entry(id);
    if (!entry || !isHere(entry)) return false;
    this.#machine.apply({ type: 'discard', id });
    return true;
  }

  /** To be called with every key: the others hear at most every three seconds that I am writing [P64]. */
  sayTyping(): void {
    const now = performance.now();
    if (this.state.phase.status !== 'joined' || now - this.#typedAt < TYPING_MS) return;
    if (this.#link.send({ type: 'typing', room: this.id })) this.#typedAt = now;
  }

  /** Tells who of the others is writing, each time that they say so [P64]. */
  onTyping(listener: (member: UserId) => void): () => void {
    return this.#typing.subscribe(listener);
  }

  /** Shows me to the others as away or in a call, until I say otherwise, also over a lost connection [P65]. */
  show(presence: OwnPresence): void {
    if (presence === this.#presence) return;
    this.#presence = presence;
    if (this.state.phase.status === 'joined') this.#sayPresence();
  }

  /** Brings the page before the oldest message. Rejects with what `history` rejects with. */
  async loadOlder(): Promise<void> {
    const { more, loadingOlder, messages } = this.state;
    const before = messages[0]?.seq;
    if (!this.#history || !more || loadingOlder || before === undefined) return;
    const page = (this.#olderPage += 1);
    this.#machine.apply({ type: 'older-requested', before });
    try {
      const older = await this.#history(before);
      if (page === this.#olderPage)
        this.#machine.apply({ type: 'older-loaded', before, page: older });
    } catch (error) {
      if (page === this.#olderPage) this.#machine.apply({ type: 'older-failed', before });
      throw error;
    }
  }

  /** Asks again to be let in, after a refusal or after leaving. */
  join(): void {
    this.#keeper?.reopen();
    this.#machine.apply({ type: 'join' });
  }

  /** Asks those who are in to be let in, after the locked room refused me [P63]. */
  knock(): void {
    this.#machine.apply({ type: 'knock' });
  }

  /** Does not wait any more. */
  stopKnocking(): void {
    if (this.state.phase.status !== 'knocking') return;
    this.#link.send({ type: 'leave', room: this.id });
    this.#machine.apply({ type: 'stop-knocking' });
  }

  /** Lets in who knocks, or not [P63]. Says whether it could be asked. */
  answerKnock(person: UserId, admit: boolean): boolean {
    return this.#link.send({ type: 'answer-knock', room: this.id, person, admit });
  }

  /** Leaves, and erases what is stored of the room. When it is one's last connection, the others are told at once [P15]. */
  async leave(): Promise<void> {
    this.#link.send({ type: 'leave', room: this.id });
    this.#machine.apply({ type: 'room-left', room: this.id, reason: 'left' });
    await this.#keeper?.erase();
  }

  /** Leaves, erases what is stored, and stops. */
  async forget(): Promise<void> {
    const left = this.leave();
    this.close();
    await left;
  }

  /** Takes over what tabs of this person that are gone had not sent; to be called when the page is looked at again. */
  async adopt(): Promise<void> {
    await this.#machine.adopt();
  }

  /** Writes what is not stored yet; to be called when the page goes away. */
  async flush(): Promise<void> {
    await this.#keeper?.flush();
  }

  /** Gives up the place of this connection and stops; what is stored stays for the next time. */
  depart(): void {
    if (this.state.phase.status !== 'left') this.#link.send({ type: 'leave', room: this.id });
    this.close();
  }

  /** Stops listening without leaving. */
  close(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    this.#machine.close();
    void this.flush();
  }

  /** The way to one other member, for a call [P30]. */
  readonly signals: SignalChannel = {
    send: ({ to, connection, signal }) =>
      // Before the join is answered the server refuses them.
      this.state.phase.status === 'joined' &&
      this.#link.send({
        type: 'signal',
        room: this.id,
        to,
        ...(connection === undefined ? {} : { connection }),
        signal,
      }),
    subscribe: (listener) => this.#signals.subscribe(listener),
  };

  #hear(frame: ServerFrame): void {
    if (frame.type === 'heartbeat') {
      const end = frame.positions.find(({ room }) => room === this.id);
      const position = end ? { epoch: end.epoch, seq: end.seq } : null;
      return this.#machine.apply({ type: 'log-end', position });
    }
    if (!('room' in frame) || frame.room !== this.id) return;
    if (frame.type === 'typing') return this.#typing.emit(frame.member);
    if (frame.type !== 'signal') this.#machine.apply(frame);
    this.#repeatPresence(frame);
    const event = signalEventOf(frame);
    if (event) this.#signals.emit(event);
  }

  /** By a new connection I am online for the others, until I say more. */
  #repeatPresence({ type }: ServerFrame): void {
    const isAnswer = type === 'snapshot' || type === 'resumed';
    if (isAnswer && this.#presence !== 'online') this.#sayPresence();
  }

  #sayPresence(): void {
    this.#link.send({ type: 'presence', room: this.id, presence: this.#presence });
  }

  #post(body: Body): MessageId {
    assertRoomFor(this.state.outbox, body);
    const id = randomId();
    this.#machine.apply({ type: 'post', id, body });
    return id;
  }

  #entry(id: MessageId): OutboxEntry | undefined {
    return this.state.outbox.find((entry) => entry.id === id);
  }

  /** A text that is surely in no log: what is to become of it can be settled here. */
  #unsentText(id: MessageId): OutboxEntry | undefined {
    const entry = this.#entry(id);
    return entry?.body.kind === 'text' && isHere(entry) ? entry : undefined;
  }
}
