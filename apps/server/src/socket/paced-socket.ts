import type { Socket as NetworkSocket } from 'node:net';
import type { WebSocket } from '@fastify/websocket';
import type { Traffic } from '../metrics/traffic.ts';
import type { Due } from './due.ts';
import type { Pace, Paced } from './pace.ts';
import type { Socket } from './socket.ts';

/** Milliseconds that the other side has for its half of the closing; a silent one would keep the socket for long. */
const CLOSING_MS = 3_000;
const NOTHING = Buffer.alloc(0);
/** What `ws` calls open. */
const OPEN = 1;

/**
 * A WebSocket whose text messages go straight to the network socket beneath it, many in one write. `ws` would build a
 * header and write twice for every message and every receiver; that is most of what fan-out costs. All else stays with
 * `ws`: reading, pings, closing. Whole messages only are written, so the two cannot come between each other; nothing is
 * compressed, so `ws` holds nothing back.
 */
export class PacedSocket implements Socket, Paced {
  slot = 0;
  readonly #ws: WebSocket;
  readonly #network: NetworkSocket;
  readonly #pace: Pace;
  readonly #traffic: Traffic;
  #due: Due | undefined;
  /** Whether what is due is not to wait for more. */
  #isUrgent = false;

  constructor(parts: { ws: WebSocket; network: NetworkSocket; pace: Pace; traffic: Traffic }) {
    this.#ws = parts.ws;
    this.#network = parts.network;
    this.#pace = parts.pace;
    this.#traffic = parts.traffic;
  }

  /** None once the closing began: what still waits then is not for the other side any more, and may never leave. */
  get bufferedAmount(): number {
    if (!this.#isOpen) return 0;
    return this.#network.writableLength + (this.#due?.length ?? 0);
  }

  send(message: Buffer): void {
    if (!this.#isUrgent) this.#pace.add(this);
    this.#isUrgent = true;
    this.#add(message);
  }

  sendAlong(message: Buffer): void {
    if (!this.#due) this.#pace.addIdle(this);
    this.#add(message);
  }

  flush(onFlushed: () => void): void {
    this.#write(this.#take(), onFlushed);
  }

  writeDue(): number {
    const due = this.#take();
    if (due) this.#write(due);
    return due?.count ?? 0;
  }

  ping(): void {
    this.#ws.ping();
  }

  close(code: number): void {
    this.writeDue();
    closeWithin(this.#ws, code);
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  get #isOpen(): boolean {
    return this.#ws.readyState === OPEN;
  }

  #add(message: Buffer): void {
    this.#due = (this.#due ?? this.#pace.nothing).plus(message);
  }

  #take(): Due | undefined {
    const due = this.#due;
    this.#due = undefined;
    this.#isUrgent = false;
    return due;
  }

  /** After the closing began, no message may follow (RFC 6455, 5.5.1). */
  #write(due: Due | undefined, onFlushed?: () => void): void {
    if (!this.#isOpen) {
      if (onFlushed) queueMicrotask(onFlushed);
      return;
    }
    if (due) this.#traffic.wrote(due);
    this.#network.write(due?.join() ?? NOTHING, onFlushed);
  }
}

/** Closes from this side, and does not wait for the other for ever. */
export function closeWithin(ws: WebSocket, code: number): void {
  ws.close(code);
  const timeout = setTimeout(() => ws.terminate(), CLOSING_MS).unref();
  ws.once('close', () => clearTimeout(timeout));
}
