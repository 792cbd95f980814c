import {
  CLOSE,
  LIMITS,
  PROTOCOL_VERSION,
  type ClientFrame,
  type ErrorCode,
  type RoomId,
  type ServerFrame,
} from '@chat/protocol';
import { parseClientFrame } from '@chat/protocol/client-frames';
import { RoomError, type Person, type Rooms, type RoomSession } from '@chat/rooms';
import { ApiError, refusalOf, traceOf } from '../errors.ts';
import { encodedFrame } from './encoded-frame.ts';
import { handleFrame, type Actor } from './frame-handlers.ts';
import { Heartbeat } from './heartbeat.ts';

/** All that a session knows of a transport. */
export interface Socket {
  /** `onFlushed` is called when the bytes have left this process, or never will. */
  send(bytes: Uint8Array, onFlushed: () => void): void;
  close(code: number): void;
  /** Stops and starts reading, for a client that is faster than its frames can be handled. */
  pause(): void;
  resume(): void;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
}

/** Milliseconds; see `LIMITS`. */
export type SocketTiming = { helloMs: number; heartbeatMs: number; silenceMs: number };

export type SocketSessionOptions = {
  socket: Socket;
  connection: string;
  /** The person as they are called now. */
  person: () => Person;
  rooms: Rooms;
  timing: SocketTiming;
  log: { error(details: object, message: string): void };
};

type State =
  | { status: 'awaiting-hello'; timeout: NodeJS.Timeout }
  | { status: 'open'; heartbeat: Heartbeat; rooms: Map<RoomId, RoomSession> }
  | { status: 'closed' };

/** Bytes that may wait for a slow client before it is let go [I11]; it comes back and catches up. */
const MAX_BUFFERED = 1024 * 1024;
/** Frames that may wait to be handled before reading pauses. */
const MAX_QUEUED = 64;

/**
 * One socket of one person: greets, reads frames strictly in order, and hands them to the sessions in the rooms joined.
 * Ends itself by the rules of closing [P40]; nothing is sent after that. Never throws.
 */
export class SocketSession implements Actor {
  readonly #options: SocketSessionOptions;
  readonly #queue: string[] = [];
  #state: State;
  #isHandling = false;
  /** The snapshot on its way out: it may be larger than what else may wait. */
  #outgoing: { bytes: number; flushed: Promise<void> } | undefined;

  constructor(options: SocketSessionOptions) {
    this.#options = options;
    const onTimeout = () => this.close(CLOSE.helloTimeout);
    const timeout = setTimeout(onTimeout, options.timing.helloMs).unref();
    this.#state = { status: 'awaiting-hello', timeout };
  }

  /** A text message came in. */
  receive(text: string): void {
    if (this.#state.status === 'closed') return;
    if (this.#state.status === 'open') this.#state.heartbeat.heard();
    this.#queue.push(text);
    if (this.#queue.length === MAX_QUEUED) this.#options.socket.pause();
    if (!this.#isHandling) void this.#handleAll();
  }

  deliver(frame: ServerFrame): void {
    if (this.#state.status === 'closed') return;
    const { socket } = this.#options;
    if (socket.bufferedAmount > MAX_BUFFERED + (this.#outgoing?.bytes ?? 0)) {
      return this.close(CLOSE.slowConsumer);
    }
    const bytes = encodedFrame(frame);
    if (frame.type === 'snapshot') return this.#sendSnapshot(bytes);
    socket.send(bytes, () => undefined);
  }

  enter(room: RoomId): RoomSession {
    const sessions = this.#sessions();
    for (const [id, session] of sessions) if (session.isOver) sessions.delete(id);
    const present = sessions.get(room);
    if (present) return present;
    if (sessions.size >= LIMITS.roomsPerSocket) {
      const message = 'You are in as many rooms as one connection may join. Leave one first.';
      throw new ApiError('too-many-rooms', message);
    }
    const { person, connection, rooms } = this.#options;
    const deliver = (frame: ServerFrame) => this.deliver(frame);
    const session = rooms.session({ room, person: person(), connection, deliver });
    sessions.set(room, session);
    return session;
  }

  inside(room: RoomId): RoomSession {
    const session = this.#sessions().get(room);
    if (!session) throw new RoomError('not-a-member');
    return session;
  }

  /** The server goes down; the client is to come back after `retryMs` [P5]. */
  goDown(retryMs: number): void {
    this.deliver({ type: 'bye', retryMs });
    this.close(CLOSE.serverClosing);
  }

  /** Closes the socket from this side. */
  close(code: number): void {
    if (this.#state.status === 'closed') return;
    this.closed();
    this.#options.socket.close(code);
  }

  /** The socket is gone: frees everything, and the grace begins in every room [P15]. */
  closed(): void {
    const before = this.#state;
    this.#state = { status: 'closed' };
    this.#queue.length = 0;
    if (before.status === 'awaiting-hello') clearTimeout(before.timeout);
    if (before.status !== 'open') return;
    before.heartbeat.stop();
    for (const session of before.rooms.values()) session.drop();
  }

  async #handleAll(): Promise<void> {
    this.#isHandling = true;
    for (let text = this.#queue.shift(); text !== undefined; text = this.#queue.shift()) {
      await this.#handle(text);
      // One snapshot at a time: a client that does not read cannot pile them up by joining again and again.
      await this.#outgoing?.flushed;
      if (this.#queue.length === 0) this.#options.socket.resume();
    }
    this.#isHandling = false;
  }

  async #handle(text: string): Promise<void> {
    const parsed = parseClientFrame(text);
    // A hello first, and never again [P2].
    const isAwaited = this.#state.status === 'awaiting-hello';
    if (!parsed.ok || (parsed.frame.type === 'hello') !== isAwaited) {
      this.close(CLOSE.malformedFrame);
    } else if (parsed.frame.type === 'hello') {
      this.#greet(parsed.frame.version);
    } else {
      await this.#run(parsed.frame);
    }
  }

  async #run(frame: Exclude<ClientFrame, { type: 'hello' }>): Promise<void> {
    try {
      await handleFrame(this, frame);
    } catch (error) {
      this.#reject(frame, error);
    }
  }

  #greet(version: number): void {
    if (this.#state.status !== 'awaiting-hello') return;
    if (version !== PROTOCOL_VERSION) {
      this.close(CLOSE.versionUnsupported);
      return;
    }
    clearTimeout(this.#state.timeout);
    const { connection, person, timing } = this.#options;
    const heartbeat = new Heartbeat({
      intervalMs: timing.heartbeatMs,
      silenceMs: timing.silenceMs,
      beat: () => this.deliver({ type: 'heartbeat' }),
      onSilence: () => this.close(CLOSE.silent),
    });
    this.#state = { status: 'open', heartbeat, rooms: new Map() };
    this.deliver({ type: 'welcome', connection, user: { ...person() }, serverTime: Date.now() });
  }

  /** [P3] */
  #reject(frame: Exclude<ClientFrame, { type: 'hello' }>, error: unknown): void {
    const { code, message } = refusalOf(error);
    if (code === 'internal') {
      this.#options.log.error({ frame: frame.type, ...traceOf(error) }, 'a frame failed');
    }
    if (frame.type === 'heartbeat') return;
    this.deliver(rejectionOf(frame, { code, message }));
  }

  #sendSnapshot(bytes: Buffer): void {
    const flushed = new Promise<void>((resolve) => this.#options.socket.send(bytes, resolve));
    const outgoing = { bytes: bytes.byteLength, flushed };
    this.#outgoing = outgoing;
    void flushed.then(() => {
      if (this.#outgoing === outgoing) this.#outgoing = undefined;
    });
  }

  #sessions(): Map<RoomId, RoomSession> {
    if (this.#state.status !== 'open') throw new RoomError('not-a-member');
    return this.#state.rooms;
  }
}

type RoomFrame = Exclude<ClientFrame, { type: 'hello' | 'heartbeat' }>;

function rejectionOf(
  frame: RoomFrame,
  { code, message }: { code: ErrorCode; message: string },
): ServerFrame {
  const { type: request, room } = frame;
  const id = frame.type === 'post' ? { id: frame.id } : {};
  return { type: 'rejected', request, room, ...id, code, message };
}
