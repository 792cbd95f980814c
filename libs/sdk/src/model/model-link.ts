import type { ClientFrame, ServerFrame, UserId } from '@chat/protocol';
import type { ConnectionState } from '../connection-state.ts';
import { Emitter } from '../emitter.ts';
import type { RoomLink } from '../room-machine.ts';
import type { ModelServer, ModelSocket } from './model-server.ts';

/** Frames of a socket that is gone, which the server has not read yet. */
export interface Remains {
  socket: ModelSocket;
  up: ClientFrame[];
}

/**
 * The connection of one tab, over sockets of the model: first in, first out both ways, and each frame moves when the
 * schedule says so. What was on its way up when a socket is cut may still arrive, any time later.
 */
export class ModelLink implements RoomLink {
  readonly producer: string;
  readonly #server: ModelServer;
  readonly #user: UserId;
  readonly #frames = new Emitter<ServerFrame>();
  readonly #states = new Emitter<ConnectionState>();
  #socket: ModelSocket | null = null;
  #up: ClientFrame[] = [];
  #count = 0;
  state: ConnectionState = { status: 'idle' };

  constructor(server: ModelServer, { user, producer }: { user: UserId; producer: string }) {
    this.#server = server;
    this.#user = user;
    this.producer = producer;
  }

  get socket(): ModelSocket | null {
    return this.#socket;
  }

  get isQuiet(): boolean {
    return this.#up.length === 0 && (this.#socket?.down.length ?? 0) === 0;
  }

  send(frame: ClientFrame): boolean {
    if (!this.#socket) return false;
    this.#up.push(structuredClone(frame));
    return true;
  }

  onFrame(listener: (frame: ServerFrame) => void): () => void {
    return this.#frames.subscribe(listener);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.subscribe(listener);
  }

  open(): void {
    if (this.#socket) return;
    this.#socket = { user: this.#user, producer: this.producer, isJoined: false, down: [] };
    this.#server.open(this.#socket);
    this.#count += 1;
    this.#enter({
      status: 'open',
      attempt: 0,
      connection: String(this.#count).padStart(22, 'c'),
      user: { id: this.#user, name: 'x' },
      retryMs: null,
    });
  }

  /** Cuts the socket; the first `arriving` frames on their way up still arrive, some time. */
  cut(arriving: number): Remains | null {
    const socket = this.#socket;
    if (!socket) return null;
    this.#socket = null;
    this.#server.drop(socket);
    const up = this.#up.slice(0, arriving);
    this.#up = [];
    this.#enter({ status: 'waiting', attempt: 0, retryMs: 0 });
    return { socket, up };
  }

  /** The oldest frame on its way up arrives; or a copy of it, and it itself later once more. */
  moveUp(copy = false): void {
    const frame = copy ? this.#up[0] : this.#up.shift();
    if (frame && this.#socket) this.#server.receive(this.#socket, frame);
  }

  /** The same, downwards. */
  moveDown(copy = false): void {
    const frame = copy ? this.#socket?.down[0] : this.#socket?.down.shift();
    if (frame) this.#frames.emit(structuredClone(frame));
  }

  #enter(state: ConnectionState): void {
    this.state = state;
    this.#states.emit(state);
  }
}
