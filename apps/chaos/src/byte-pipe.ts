import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/** What slows bytes down. Nothing of it loses or changes one. */
export interface Weather {
  /** Most bytes of one write; each goes in a turn of its own. */
  sliceBytes?: number;
  /** Milliseconds from here to there. */
  delayMs?: number;
  bytesPerSecond?: number;
}

export interface BytePipeOptions {
  from: Socket;
  to: Socket;
}

/** Bytes that may wait in a pipe before it stops reading. */
const MAX_WAITING = 64 * 1024;
/** Writes per second of a pipe with a bandwidth. */
const WRITES_PER_SECOND = 50;

/** One direction of a connection: hands on all bytes in order, until its limit, at the pace of the weather. */
export class BytePipe {
  weather: Weather = {};
  readonly #options: BytePipeOptions;
  readonly #waiting: { data: Buffer; due: number }[] = [];
  #bytesWaiting = 0;
  #forwarded = 0;
  #limit = Infinity;
  #onLimit: () => void = () => undefined;
  #isPumping = false;
  #isFrozen = false;
  #hasEnded = false;

  constructor(options: BytePipeOptions) {
    this.#options = options;
    const { from } = options;
    from.on('data', (data: Buffer) => this.#take(data));
    from.on('end', () => {
      this.#hasEnded = true;
      void this.#pump();
    });
  }

  /** How many bytes went through. */
  get forwarded(): number {
    return this.#forwarded;
  }

  /** After `byte` bytes, counted over the life of the pipe, nothing more goes through, and `onLimit` is called. */
  stopAt(byte: number, onLimit: () => void): void {
    this.#limit = byte;
    this.#onLimit = onLimit;
  }

  /** Neither reads nor writes, as a cable that was pulled; both sockets stay open. */
  freeze(): void {
    this.#isFrozen = true;
    this.#options.from.pause();
  }

  /** Goes on with all that waited. */
  thaw(): void {
    this.#isFrozen = false;
    this.#options.from.resume();
    void this.#pump();
  }

  #take(data: Buffer): void {
    if (this.#isClear(data)) {
      this.#forwarded += data.length;
      this.#options.to.write(data);
      return;
    }
    this.#waiting.push({ data, due: performance.now() + (this.weather.delayMs ?? 0) });
    this.#bytesWaiting += data.length;
    if (this.#bytesWaiting > MAX_WAITING) this.#options.from.pause();
    void this.#pump();
  }

  /** Fair weather, nothing before it, and no limit in it: it goes through as it is, which is what nearly all bytes do. */
  #isClear({ length }: Buffer): boolean {
    const { to } = this.#options;
    return (
      !this.#isFrozen &&
      !this.#isPumping &&
      !to.destroyed &&
      !to.writableNeedDrain &&
      this.#forwarded + length < this.#limit &&
      this.weather.sliceBytes === undefined &&
      this.weather.delayMs === undefined &&
      this.weather.bytesPerSecond === undefined
    );
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (!this.#isFrozen && this.#waiting.length > 0) await this.#forwardNext();
    this.#isPumping = false;
    if (this.#hasEnded && !this.#isFrozen) this.#options.to.end();
  }

  async #forwardNext(): Promise<void> {
    const delay = (this.#waiting[0]?.due ?? 0) - performance.now();
    if (delay > 0) return wait(Math.ceil(delay));
    const piece = this.#piece();
    const rest = Math.max(0, this.#limit - this.#forwarded);
    const isLast = piece.length >= rest;
    await this.#write(isLast ? piece.subarray(0, rest) : piece);
    if (isLast) {
      this.freeze();
      this.#onLimit();
    }
  }

  /** As much of what waits as the weather lets through in one write. */
  #piece(): Buffer {
    const { sliceBytes = Infinity, bytesPerSecond = Infinity } = this.weather;
    const most = Math.max(1, Math.min(sliceBytes, bytesPerSecond / WRITES_PER_SECOND));
    const head = this.#waiting[0];
    if (!head) return Buffer.alloc(0);
    const piece = head.data.subarray(0, Math.floor(Math.min(most, head.data.length)));
    head.data = head.data.subarray(piece.length);
    if (head.data.length === 0) this.#waiting.shift();
    this.#bytesWaiting -= piece.length;
    if (!this.#isFrozen && this.#bytesWaiting <= MAX_WAITING) this.#options.from.resume();
    return piece;
  }

  async #write(piece: Buffer): Promise<void> {
    const { to } = this.#options;
    if (piece.length === 0 || to.destroyed) return;
    this.#forwarded += piece.length;
    const isDrained = to.write(piece);
    const { sliceBytes, bytesPerSecond } = this.weather;
    if (bytesPerSecond !== undefined) await wait((piece.length / bytesPerSecond) * 1000);
    else if (sliceBytes !== undefined) await turn();
    if (!isDrained) await drained(to);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle);
      socket.off('close', settle);
      resolve();
    };
    if (socket.destroyed || !socket.writableNeedDrain) return resolve();
    socket.on('drain', settle);
    socket.on('close', settle);
  });
}
