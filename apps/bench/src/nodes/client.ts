import { parseServerFrameCompiled } from '@chat/protocol/compiled-server-frames';
import {
  Connection,
  randomId,
  RoomClient,
  type RoomState,
  type SocketConstructor,
} from '@chat/sdk';
import { WebSocket } from 'ws';
import type { Fleet } from './fleet.ts';

export interface ClientOptions {
  fleet: Fleet;
  room: string;
  token: string;
  /** Told whenever it is in the room, or is not any more. */
  onTurn?: (client: Client, isIn: boolean) => void;
}

/** One person in one room, by our SDK; each of its sockets goes to the server whose turn it is. */
export class Client {
  readonly room: string;
  /** What it wrote. */
  readonly written: string[] = [];
  readonly #connection: Connection;
  readonly #client: RoomClient;
  #isIn = false;

  constructor({ fleet, room, token, onTurn }: ClientOptions) {
    this.room = room;
    // A load balancer that remembers nobody.
    const Balanced = class extends WebSocket {
      constructor(_url: string, options?: { headers: Record<string, string> }) {
        super(`ws://127.0.0.1:${fleet.nextPort()}/ws`, options);
      }
    };
    this.#connection = new Connection({
      url: 'ws://balanced/ws',
      token,
      producer: randomId(),
      WebSocket: Balanced as unknown as SocketConstructor,
      parse: parseServerFrameCompiled,
    });
    this.#client = new RoomClient({ connection: this.#connection, room });
    const look = () => {
      const isOpen = this.#connection.state.status === 'open';
      const isIn = isOpen && this.#client.state.phase.status === 'joined';
      if (isIn === this.#isIn) return;
      this.#isIn = isIn;
      onTurn?.(this, isIn);
    };
    this.#client.subscribe(look);
    this.#connection.onState(look);
    this.#connection.open();
  }

  get isIn(): boolean {
    return this.#isIn;
  }

  get state(): RoomState {
    return this.#client.state;
  }

  /** All that it wrote is confirmed, and it is in. */
  get isSettled(): boolean {
    return this.#isIn && this.state.outbox.length === 0;
  }

  write(text: string): void {
    this.written.push(this.#client.post(text));
  }

  close(): void {
    this.#client.close();
    this.#connection.close();
  }
}
