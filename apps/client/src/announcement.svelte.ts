/** So long nothing is said before: the same words again are heard only after they were gone. */
const PAUSE_MS = 50;
/** After so long nobody needs to find the sentence on the page any more. */
const CLEAR_MS = 5_000;

/** What a live region holds: one sentence at a time, taken away by itself. */
export class Announcement {
  #sentence = $state('');
  /** What is about to be said. */
  #next: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  get sentence(): string {
    return this.#sentence;
  }

  /**
   * Puts a sentence where a screen reader hears of it, also if it is the one that was said last; behind another one that
   * is about to be said, where that is not the same.
   */
  readonly say = (sentence: string): void => {
    const next = [...this.#next.filter((one) => one !== sentence), sentence];
    this.close();
    this.#next = next;
    this.#timer = setTimeout(() => {
      this.#sentence = next.join(' ');
      this.#next = [];
      this.#timer = setTimeout(() => this.close(), CLEAR_MS);
    }, PAUSE_MS);
  };

  close(): void {
    clearTimeout(this.#timer);
    this.#sentence = '';
    this.#next = [];
  }
}
