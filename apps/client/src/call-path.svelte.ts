import type { PathCheck } from '@chat/sdk/call';

const IMPOSSIBLE: readonly PathCheck[] = ['impossible', 'insecure', 'unsupported', 'no-relay'];
/** Milliseconds for the page to settle before a check that nobody asked for. */
const LATER_MS = 1_500;

/**
 * Whether a call can work from here, found out before one is made: once the page has nothing else to do and somebody
 * could be called, or at the first look at a call button. Asks for no permission.
 */
export class CallPath {
  #last: { found: PathCheck; relayOnly: boolean } | null = $state.raw(null);
  /** The check that is under way, unless its answer would say nothing any more. */
  #asked: { relayOnly: boolean } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #check: (relayOnly: boolean) => Promise<PathCheck>;
  readonly #relayOnly: () => boolean;
  readonly #forget = () => {
    this.#last = null;
    this.#asked = null;
  };

  /** `relayOnly`: whether calls of this person go by a relay alone. What was found counts as long as that is as it was. */
  constructor(check: (relayOnly: boolean) => Promise<PathCheck>, relayOnly: () => boolean) {
    this.#check = check;
    this.#relayOnly = relayOnly;
    // What was found on one network says nothing about the next.
    addEventListener('online', this.#forget);
  }

  /** What was found; null while it is not known. */
  get found(): PathCheck | null {
    const last = this.#last;
    return last !== null && last.relayOnly === this.#relayOnly() ? last.found : null;
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

  /** Finds out now, unless it is known or under way. */
  findOut(): void {
    const relayOnly = this.#relayOnly();
    if (this.found || this.#asked?.relayOnly === relayOnly) return;
    const asked = (this.#asked = { relayOnly });
    const answer = (found: PathCheck | null) => {
      if (this.#asked !== asked) return;
      this.#asked = null;
      // Null where the server is away: the next look at a button asks again.
      this.#last = found && { found, relayOnly };
    };
    void this.#check(relayOnly).then(answer, () => answer(null));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked = null;
    removeEventListener('online', this.#forget);
  }
}
