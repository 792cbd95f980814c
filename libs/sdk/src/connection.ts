import {
  encodeFrame,
  LIMITS,
  PROTOCOL_VERSION,
  type ClientFrame,
  type ProducerId,
  type ServerFrame,
} from '@chat/protocol';
import { parseServerFrame } from '@chat/protocol/parse';
import { transition, type ConnectionInput, type ConnectionState } from './connection-state.ts';
import { Emitter } from './emitter.ts';
import { randomId } from './random-id.ts';

/** What a connection needs of a WebSocket: a browser's, Node's (22 and later) or that of `ws`. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type SocketConstructor = new (
  url: string,
  options?: { headers: Record<string, string> },
) => SocketLike;

export interface ConnectionOptions {
  /** Address of the WebSocket route, `ws:` or `wss:`. */
  url: string;
  /** Session token of a bot. A browser sends its cookie instead and has none [P12]. */
  token?: string;
  /** Names this tab or bot over all of its sockets [P2][P24]. Without one, every connection is a new producer. */
  producer?: ProducerId;
  /** Where the platform has no `WebSocket` of its own, as Node 20. */
  WebSocket?: SocketConstructor;
  /** Milliseconds of silence after which a socket is given up; by default those of the protocol [P4]. */
  silenceMs?: number;
  /** Reads the server's frames; by default interpreted, as a page with a strict CSP must. */
  parse?: typeof parseServerFrame;
}

/** A socket that stayed open so long has proved itself: the next loss begins with short waits again. */
const STABLE_MS = 10_000;
/** How long an answer to a probe may take before the socket counts as dead. */
const PROBE_MS = 3_000;
/** RFC 6455, 7.1.5: the code that stands for "closed without a close frame". */
const ABNORMAL = 1006;

/**
 * Owns one socket and keeps it alive: says hello, watches for silence, connects again after a loss.
 * Frames arrive only while it is open. Rejoining rooms is for those who use it.
 */
export class Connection {
  readonly producer: ProducerId;
  readonly #options: ConnectionOptions;
  readonly #frames = new Emitter<ServerFrame>();
  readonly #states = new Emitter<ConnectionState>();
  #state: ConnectionState = { status: 'idle' };
  #socket: SocketLike | undefined;
  #stateTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  /** When the silence is over, by the clock of `performance`. */
  #silenceEnd = 0;
  readonly #silenceMs: number;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#silenceMs = options.silenceMs ?? LIMITS.clientSilenceMs;
    this.producer = options.producer ?? randomId();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Begins, or begins again after the server said stop or start over. */
  open(): void {
    this.#apply({ type: 'open' });
  }

  /** Ends it for good; `open` begins anew. */
  close(): void {
    this.#apply({ type: 'close' });
  }

  /** Sends when open and says whether it did. Nothing is kept for later: that is the outbox's task. */
  send(frame: ClientFrame): boolean {
    if (this.#state.status !== 'open') return false;
    this.#socket?.send(encodeFrame(frame));
    return true;
  }

  /** Call it when the network may have changed: tries at once, or finds out soon that the socket is dead. */
  probe(): void {
    const { status } = this.#state;
    this.#apply({ type: 'retry' });
    this.send({ type: 'heartbeat' });
    // An attempt that began before may be as dead as a socket. Asking again does not put off the answer that is due.
    if (status !== 'open' && status !== 'connecting') return;
    this.#expectFrameWithin(Math.min(PROBE_MS, this.#silenceEnd - performance.now()));
  }

  onFrame(listener: (frame: ServerFrame) => void): () => void {
    return this.#frames.subscribe(listener);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.subscribe(listener);
  }

  #apply(input: ConnectionInput): void {
    const before = this.#state;
    this.#state = transition(before, input);
    if (this.#state === before) return;
    if (this.#state.status !== before.status) this.#enter(this.#state);
    this.#states.emit(this.#state);
  }

  #enter(state: ConnectionState): void {
    clearTimeout(this.#stateTimer);
    if (state.status === 'connecting') return this.#connect();
    if (state.status === 'open') {
      this.#stateTimer = setTimeout(() => this.#apply({ type: 'stable' }), STABLE_MS);
      return;
    }
    this.#drop();
    if (state.status === 'waiting') {
      this.#stateTimer = setTimeout(() => this.#apply({ type: 'retry' }), state.retryMs);
    }
  }

  #connect(): void {
    const { url, token } = this.#options;
    const Socket = this.#options.WebSocket ?? (WebSocket as unknown as SocketConstructor);
    const socket = token
      ? new Socket(url, { headers: { authorization: `Bearer ${token}` } })
      : new Socket(url);
    this.#socket = socket;
    socket.onopen = () => {
      const { producer } = this;
      socket.send(encodeFrame({ type: 'hello', version: PROTOCOL_VERSION, producer }));
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => this.#lose(code);
    socket.onerror = () => {}; // `close` follows and says all there is to know.
    this.#expectFrameWithin(this.#silenceMs);
  }

  #receive(data: unknown): void {
    this.#expectFrameWithin(this.#silenceMs);
    const { parse = parseServerFrame } = this.#options;
    const parsed = parse(String(data));
    // A fact that this version does not know is not for it: a newer server may say more than we understand.
    if (!parsed.ok) return;
    if (parsed.frame.type === 'welcome') this.#apply({ type: 'welcome', welcome: parsed.frame });
    if (parsed.frame.type === 'bye') this.#apply({ type: 'bye', retryMs: parsed.frame.retryMs });
    this.#frames.emit(parsed.frame);
  }

  #expectFrameWithin(ms: number): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceEnd = performance.now() + ms;
    this.#silenceTimer = setTimeout(() => this.#lose(ABNORMAL), ms);
  }

  #lose(code: number): void {
    this.#apply({ type: 'lost', code, random: Math.random() });
  }

  /** Lets the socket go without waiting for its close event, which a dead network delays for minutes. */
  #drop(): void {
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }
}
