import type { HistoryPage, MessageId, RoomId, Seq } from '@chat/protocol';
import type { SignalChannel, SignalEvent } from './call/signal-channel.ts';
import type { Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { initialRoomState, type RoomState } from './room-state.ts';
import type { RoomStorage } from './room-storage.ts';

/** All that a room needs of a connection. */
export type RoomLink = Pick<Connection, 'producer' | 'state' | 'send' | 'onFrame' | 'onState'>;

export interface RoomClientOptions {
  connection: RoomLink;
  room: RoomId;
  /** Brings the page of messages that ends before a sequence; without it `loadOlder` does nothing. */
  history?: (before: Seq) => Promise<HistoryPage>;
  /** Where the room outlives this page; without it nothing does. */
  storage?: RoomStorage;
}

export class RoomClient {
  readonly id: RoomId;
  readonly #connection: RoomLink;
  readonly #changes = new Emitter<RoomState>();
  readonly #signals = new Emitter<SignalEvent>();
  #state: RoomState = initialRoomState;

  constructor({ connection, room }: RoomClientOptions) {
    this.id = room;
    this.#connection = connection;
  }

  get state(): RoomState {
    return this.#state;
  }

  subscribe(listener: (state: RoomState) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Shows the text at once and sends it as soon as it can. Throws {@link OutboxFull}. */
  post(text: string): MessageId {
    throw new Error(`not yet: ${text}`);
  }

  /** Changes an own text, confirmed or not. Throws {@link OutboxFull}. */
  edit(id: MessageId, text: string): void {
    throw new Error(`not yet: ${id}${text}`);
  }

  /** Deletes an own text, confirmed or not. Throws {@link OutboxFull}. */
  remove(id: MessageId): void {
    throw new Error(`not yet: ${id}`);
  }

  /** Adds or takes back an emoji of mine. Throws {@link OutboxFull}. */
  react(id: MessageId, emoji: string, on: boolean): void {
    throw new Error(`not yet: ${id}${emoji}${on ? 1 : 0}`);
  }

  /** Sends again what failed or expired, under a new id, which is returned; null when there is nothing to send again. */
  retry(id: MessageId): MessageId | null {
    throw new Error(`not yet: ${id}`);
  }

  /** Forgets an entry that was not sent. False when it may be in the log already: then only `remove` helps. */
  discard(id: MessageId): boolean {
    throw new Error(`not yet: ${id}`);
  }

  /** Brings the page before the oldest message. Rejects with what `history` rejects with. */
  async loadOlder(): Promise<void> {}

  /** Asks again to be let in, after a refusal or after leaving. */
  join(): void {}

  /** Leaves the room and erases what was stored of it. When it is the person's last connection, the others are told at once [P15]. */
  async leave(): Promise<void> {}

  /** Leaves, erases what was stored, and stops. */
  async forget(): Promise<void> {}

  /** Writes what is not stored yet; to be called when the page goes away. */
  async flush(): Promise<void> {}

  /** Stops listening without leaving. */
  close(): void {}

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
}
