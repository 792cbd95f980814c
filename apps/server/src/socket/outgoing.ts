import type { ServerFrame } from '@chat/protocol';
import type { Outlet } from '@chat/rooms';
import { encodedFrame } from './encoded-frame.ts';
import type { Socket } from './socket.ts';

/** Bytes that wait, from which on a connection gets no events [P28]; and below which it has drained. */
const LAGGING_BYTES = 256 * 1024;
const DRAINED_BYTES = 64 * 1024;
/** Bytes that may wait before the connection is given up; it comes back and catches up [P28]. */
const MAX_BYTES = 1024 * 1024;

export type OutgoingOptions = {
  socket: Socket;
  /** Milliseconds that it may lag, or take an answer to leave: a client gives a socket up when it hears nothing for so long. */
  lagMs: number;
  /** It lagged and has drained: what it missed may be sent. */
  onDrained: () => void;
  /** Too much waits, or for too long. */
  onHopeless: () => void;
};

type Answer = { bytes: number; flushed: Promise<void>; deadline: NodeJS.Timeout };

/**
 * What goes out over one socket, and how much of it waits. The answer to a join may be larger than all that else may
 * wait, so it does not count; but it has a deadline of its own, and there are two at most: one to a join, and one to having
 * lagged in another room.
 */
export class Outgoing implements Outlet {
  readonly #options: OutgoingOptions;
  #isStopped = false;
  readonly #answers = new Set<Answer>();
  #answerBytes = 0;
  /** Runs while the connection lags. */
  #lag: NodeJS.Timeout | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  get isLagging(): boolean {
    return this.#lag !== undefined;
  }

  /** When the answers that are on their way have left. */
  get answered(): Promise<unknown> | undefined {
    if (this.#answers.size === 0) return undefined;
    return Promise.all([...this.#answers].map(({ flushed }) => flushed));
  }

  /** After it has stopped, nothing is sent any more; once events are refused, they are until it has drained. */
  tell(frame: ServerFrame): boolean {
    if (this.#isStopped) return true;
    if (this.#lag) return false;
    if (this.#waiting > LAGGING_BYTES) {
      this.#lag = setTimeout(this.#options.onHopeless, this.#options.lagMs).unref();
      this.#awaitDrained();
      return false;
    }
    this.#send(frame);
    return true;
  }

  deliver(frame: ServerFrame): void {
    if (this.#isStopped) return;
    if (this.#waiting > MAX_BYTES) this.#options.onHopeless();
    else this.#send(frame);
  }

  stop(): void {
    this.#isStopped = true;
    for (const { deadline } of this.#answers) clearTimeout(deadline);
    this.#endLag();
  }

  #send(frame: ServerFrame): void {
    const { bytes, canWait } = encodedFrame(frame);
    if (canWait) this.#options.socket.sendAlong(bytes);
    else if (frame.type === 'snapshot' || frame.type === 'resumed') this.#sendAnswer(bytes);
    else this.#options.socket.send(bytes);
  }

  #endLag(): void {
    clearTimeout(this.#lag);
    this.#lag = undefined;
  }

  get #waiting(): number {
    return this.#options.socket.bufferedAmount - this.#answerBytes;
  }

  #sendAnswer(bytes: Buffer): void {
    const { socket, onHopeless, lagMs } = this.#options;
    socket.send(bytes);
    const flushed = new Promise<void>((resolve) => socket.flush(resolve));
    const deadline = setTimeout(onHopeless, lagMs).unref();
    const answer = { bytes: bytes.byteLength, flushed, deadline };
    this.#answers.add(answer);
    this.#answerBytes += answer.bytes;
    void flushed.then(() => {
      clearTimeout(deadline);
      this.#answers.delete(answer);
      this.#answerBytes -= answer.bytes;
    });
  }

  #awaitDrained(): void {
    this.#options.socket.flush(() => {
      if (!this.#lag) return;
      if (this.#options.socket.bufferedAmount >= DRAINED_BYTES) return this.#awaitDrained();
      this.#endLag();
      this.#options.onDrained();
    });
  }
}
