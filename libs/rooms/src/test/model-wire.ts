import type { Position, RoomId, ServerFrame } from '@chat/protocol';
import { RoomError } from '../room-error.ts';
import type { RoomSession } from '../room-session.ts';
import type { Outward } from './model-client.ts';

export type Upward = { join: Position | undefined } | { post: Outward } | 'heartbeat';

type ModelWireOptions = {
  room: RoomId;
  /** Opens the session at the server's end. */
  open: (deliver: (frame: ServerFrame) => void) => RoomSession;
  /** A frame leaves the server; `asked` is the position of the last join. */
  onFrame: (frame: ServerFrame, asked: Position | undefined) => void;
  /** What no refusal explains. */
  onError: (error: unknown) => void;
};

/** One socket: frames under way in both directions, and the session at the server's end. */
export class ModelWire {
  readonly #options: ModelWireOptions;
  readonly #up: Upward[] = [];
  readonly #down: ServerFrame[] = [];
  readonly #session: RoomSession;
  #asked: Position | undefined;
  #isServed = false;

  constructor(options: ModelWireOptions) {
    this.#options = options;
    this.#session = options.open((frame) => {
      options.onFrame(frame, this.#asked);
      this.#down.push(frame);
    });
  }

  /** Whether frames of the server are under way. */
  get hasNews(): boolean {
    return this.#down.length > 0;
  }

  /** The next frame of the server arrives. */
  hear(): ServerFrame | undefined {
    return this.#down.shift();
  }

  say(frame: Upward): void {
    this.#up.push(frame);
    void this.#serve();
  }

  /** The server notices that the socket is dead: what was sent never arrives. */
  drop(): void {
    this.#up.splice(0);
    this.#session.drop();
  }

  /** Frames strictly in order, one at a time. */
  async #serve(): Promise<void> {
    if (this.#isServed) return;
    this.#isServed = true;
    for (let frame = this.#up.shift(); frame !== undefined; frame = this.#up.shift()) {
      await this.#handle(frame).catch((error: unknown) => this.#refuse(frame, error));
    }
    this.#isServed = false;
  }

  async #handle(frame: Upward): Promise<void> {
    if (frame === 'heartbeat') {
      const end = await this.#session.findEnd();
      const positions = end ? [{ room: this.#options.room, ...end }] : [];
      this.#down.push({ type: 'heartbeat', positions });
    } else if ('join' in frame) {
      this.#asked = frame.join;
      await this.#session.join({ position: frame.join });
    } else await this.#session.post(frame.post);
  }

  #refuse(frame: Upward | undefined, error: unknown): void {
    const { room, onError } = this.#options;
    if (!(error instanceof RoomError)) return onError(error);
    if (typeof frame !== 'object' || !('post' in frame)) return;
    const { id, n } = frame.post;
    const { code, message } = error;
    this.#down.push({ type: 'rejected', request: 'post', room, id, n, code, message });
  }
}
