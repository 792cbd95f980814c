import type { MessageId, RoomId } from '@chat/protocol';
import type { SignalChannel, SignalEvent } from './call/signal-channel.ts';
import type { Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { randomId } from './random-id.ts';
import {
  applyRoomInput,
  initialRoomState,
  type RoomFrame,
  type RoomInput,
  type RoomState,
} from './room-state.ts';

export interface RoomClientOptions {
  connection: Connection;
  room: RoomId;
}

/**
 * One person's place in one room, over a connection that others may share. Joins as soon as the connection is open and
 * again after every loss; keeps what was posted until the server confirms it, and sends it again in order [P21][P22].
 */
export class RoomClient {
  readonly id: RoomId;
  readonly #connection: Connection;
  readonly #changes = new Emitter<RoomState>();
  readonly #signals = new Emitter<SignalEvent>();
  readonly #unsubscribe: (() => void)[];
  #state: RoomState = initialRoomState;

  constructor({ connection, room }: RoomClientOptions) {
    this.id = room;
    this.#connection = connection;
    this.#unsubscribe = [
      connection.onFrame((frame) => {
        if ('room' in frame && roomOf(frame) === this.id) this.#receive(frame);
      }),
      connection.onState(({ status }) => {
        if (status === 'open') this.#join();
        else this.#apply({ type: 'disconnected' });
      }),
    ];
    this.#join();
  }

  get state(): RoomState {
    return this.#state;
  }

  subscribe(listener: (state: RoomState) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Shows the text at once and sends it as soon as it can. The id stays the same however often it is sent. */
  post(text: string): MessageId {
    const id = randomId();
    this.#apply({
      type: 'post',
      entry: { id, text, postedAt: Date.now(), status: 'unsent' },
    });
    this.#flush();
    return id;
  }

  /** Sends a message again that was refused. */
  retry(id: MessageId): void {
    this.#apply({ type: 'retry', id });
    this.#flush();
  }

  /** Forgets a message that was not sent. */
  discard(id: MessageId): void {
    this.#apply({ type: 'discard', id });
  }

  /** Leaves the room for this connection. When it is the person's last one, the others are told at once [P15]. */
  leave(): void {
    this.#connection.send({ type: 'leave', room: this.id });
    this.#apply({ type: 'room-left', room: this.id, reason: 'left' });
  }

  /** Stops listening without leaving. */
  close(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
  }

  /** The way to one other member, for a call [P30]. */
  readonly signals: SignalChannel = {
    send: ({ to, connection, signal }) =>
      this.#connection.send({
        type: 'signal',
        room: this.id,
        to,
        ...(connection === undefined ? {} : { connection }),
        signal,
      }),
    subscribe: (listener) => this.#signals.subscribe(listener),
  };

  #receive(frame: RoomFrame): void {
    if (frame.type === 'signal') {
      const { from, connection, signal } = frame;
      return this.#signals.emit({ type: 'signal', from, connection, signal });
    }
    this.#apply(frame);
    if (frame.type === 'rejected' && frame.request === 'signal') {
      this.#signals.emit({ type: 'refused', code: frame.code });
    }
    if (frame.type === 'member-left') {
      this.#signals.emit({ type: 'member-left', member: frame.member });
    }
    this.#flush();
  }

  #apply(input: RoomInput): void {
    const before = this.#state;
    this.#state = applyRoomInput(before, input);
    if (this.#state === before) return;
    const lostTrack = before.phase.status === 'joined' && this.#state.phase.status === 'joining';
    if (lostTrack && input.type !== 'disconnected') this.#join();
    this.#changes.emit(this.#state);
  }

  #join(): void {
    if (this.#state.phase.status === 'joining') {
      this.#connection.send({ type: 'join', room: this.id });
    }
  }

  #flush(): void {
    if (this.#state.phase.status !== 'joined') return;
    for (const { id, text, status } of this.#state.outbox) {
      if (status !== 'unsent') continue;
      if (!this.#connection.send({ type: 'post', room: this.id, id, text })) return;
      this.#apply({ type: 'sent', id });
    }
  }
}

/** A snapshot carries the whole room, every other frame its id. */
function roomOf(frame: RoomFrame): RoomId {
  return frame.type === 'snapshot' ? frame.room.id : frame.room;
}
