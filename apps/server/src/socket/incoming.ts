import type { Socket } from './socket.ts';

/** Frames that may wait to be handled before reading pauses; and their characters. */
const MAX_QUEUED = 64;
const MAX_QUEUED_LENGTH = 128 * 1024;

export type IncomingOptions = {
  socket: Pick<Socket, 'pause' | 'resume'>;
  /** Handles one frame; the next one waits until it is done. Never throws. */
  handle: (text: string) => Promise<void>;
};

/** What came in over one socket: handled strictly in order, and not read on while too much waits. */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #queue: string[] = [];
  #length = 0;
  #isPaused = false;
  #isHandling = false;

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  push(text: string): void {
    this.#queue.push(text);
    this.#length += text.length;
    const isTooMuch = this.#queue.length >= MAX_QUEUED || this.#length >= MAX_QUEUED_LENGTH;
    if (isTooMuch && !this.#isPaused) {
      this.#isPaused = true;
      this.#options.socket.pause();
    }
    if (!this.#isHandling) void this.#handleAll();
  }

  /** Drops what waits. */
  clear(): void {
    this.#queue.length = 0;
    this.#length = 0;
  }

  async #handleAll(): Promise<void> {
    this.#isHandling = true;
    for (let text = this.#queue.shift(); text !== undefined; text = this.#queue.shift()) {
      this.#length -= text.length;
      await this.#options.handle(text);
      if (this.#queue.length === 0 && this.#isPaused) {
        this.#isPaused = false;
        this.#options.socket.resume();
      }
    }
    this.#isHandling = false;
  }
}
