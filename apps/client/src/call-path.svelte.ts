import type { PathCheck } from '@chat/sdk/call';

const IMPOSSIBLE: readonly PathCheck[] = ['impossible', 'insecure', 'unsupported', 'no-relay'];
/** Milliseconds for the page to settle before a check that nobody asked for. */
const LATER_MS = 1_500;

/**
 * Whether a call can work from here, found out before one is made: once the page has nothing else to do and somebody
 * could be called, or at the first look at a call button. Asks for no permission.
 */
export class CallPath {
  #last: { found: PathCheck; circumstance: unknown } | null = $state.raw(null);
  #isRunning = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #check: () => Promise<PathCheck>;
  readonly #circumstance: () => unknown;
  readonly #forget = () => {
    this.#last = null;
    this.#isRunning = false;
  };

  /** What was found counts only as long as `circumstance` is what it was then. */
  constructor(check: () => Promise<PathCheck>, circumstance: () => unknown = () => null) {
    this.#check = check;
    this.#circumstance = circumstance;
    // What was found on one network says nothing about the next.
    addEventListener('online', this.#forget);
  }

  /** What was found; null while it is not known. */
  get found(): PathCheck | null {
    return this.#last?.circumstance === this.#circumstance() ? (this.#last?.found ?? null) : null;
  }

  /** Whether it is as it should be, and says nothing that one must know. */
  get isPlain(): boolean {
    return this.found === null || this.found === 'ready' || this.found === 'hidden';
  }

  /** Whether it is known that no call can work. */
  get isImpossible(): boolean {
    const found = this.found;
    return found !== null && IMPOSSIBLE.includes(found);
  }

  /** Finds out soon, when the page has time. */
  findOutLater(): void {
    this.#timer ??= setTimeout(() => this.findOut(), LATER_MS);
  }

  /** Finds out now, unless it is known. */
  findOut(): void {
    if (this.#isRunning || this.found) return;
    this.#isRunning = true;
    const circumstance = this.#circumstance();
    void this.#check()
      .then(
        (found) => (this.#last = { found, circumstance }),
        // The server is away: the next look at a button asks again.
        () => null,
      )
      .finally(() => {
        this.#isRunning = false;
        if (this.#circumstance() !== circumstance) this.findOut();
      });
  }

  close(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.#forget);
  }
}
