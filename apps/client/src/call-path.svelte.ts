import type { PathCheck } from '@chat/sdk/call';
import { text } from './text.ts';

const IMPOSSIBLE: readonly PathCheck[] = ['impossible', 'insecure', 'unsupported', 'no-relay'];
/** Milliseconds for the page to settle before a check that nobody asked for. */
const LATER_MS = 1_500;

/**
 * Whether a call can work from here, found out before one is made: once the page has nothing else to do and somebody
 * could be called, or at the first look at a call button. Asks for no permission.
 */
export class CallPath {
  #found: PathCheck | null = $state(null);
  #isRunning = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #check: () => Promise<PathCheck>;
  /** The next look at a button finds out anew; what is being found out does not count. */
  readonly forget = () => {
    this.#found = null;
    this.#round += 1;
    this.#isRunning = false;
  };
  #round = 0;

  constructor(check: () => Promise<PathCheck>) {
    this.#check = check;
    // What was found on one network says nothing about the next.
    addEventListener('online', this.forget);
  }

  /** What was found, in a sentence; null while it is not known. */
  get sentence(): string | null {
    return this.#found && text.callPath[this.#found];
  }

  /** Whether it is as it should be, and the sentence says nothing that one must know. */
  get isPlain(): boolean {
    return this.#found === null || this.#found === 'ready' || this.#found === 'hidden';
  }

  /** Whether it is known that no call can work. */
  get isImpossible(): boolean {
    const found = this.#found;
    return found !== null && IMPOSSIBLE.includes(found);
  }

  /** Finds out soon, when the page has time. */
  findOutLater(): void {
    this.#timer ??= setTimeout(() => this.findOut(), LATER_MS);
  }

  /** Finds out now, unless it is known. */
  findOut(): void {
    if (this.#isRunning || this.#found) return;
    this.#isRunning = true;
    const round = this.#round;
    void this.#check()
      // The server is away: the next look at a button asks again.
      .catch(() => null)
      .then((found) => {
        if (round !== this.#round) return;
        this.#found = found;
        this.#isRunning = false;
      });
  }

  close(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.forget);
  }
}
