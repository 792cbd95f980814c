import type { Suggesting, Suggestion } from './suggesting.svelte.ts';
import type * as part from './suggestion-part.ts';
import type { Insertion, Written } from './written.ts';

/** What a composer offers while one types. What finds it is loaded with the first sign that asks for it. */
export class SuggestionBox {
  readonly #names: () => readonly string[];
  #part: typeof part | null = $state.raw(null);
  #suggesting: Suggesting | null = $state.raw(null);

  /** `names`: who can be mentioned. */
  constructor(names: () => readonly string[]) {
    this.#names = names;
  }

  /** What draws it; null while there is nothing to draw. */
  get List(): typeof part.Suggestions | null {
    return this.offered.length > 0 ? (this.#part?.Suggestions ?? null) : null;
  }

  get offered(): readonly Suggestion[] {
    return this.#suggesting?.offered ?? [];
  }

  /** The place of the one that Enter takes. */
  get chosen(): number {
    return this.#suggesting?.chosen ?? 0;
  }

  /** The text has changed: it is read again as it is when all is there. */
  async follow(read: () => Written): Promise<void> {
    if (!this.#suggesting && !/[@:]/.test(read().value)) return;
    // Without a network nothing is offered, and all can be typed.
    this.#part ??= await import('./suggestion-part.ts').catch(() => null);
    this.#suggesting ??= this.#part && new this.#part.Suggesting(this.#names);
    this.#suggesting?.follow(read());
  }

  move(step: 1 | -1): void {
    this.#suggesting?.move(step);
  }

  moveCaret(written: Written): void {
    this.#suggesting?.moveCaret(written);
  }

  close(): void {
    this.#suggesting?.close();
  }

  dismiss(): void {
    this.#suggesting?.dismiss();
  }

  /** What puts one of them into the text, the chosen one if no other is named; null when there is none. */
  accept(written: Written, index?: number): Insertion | null {
    return this.#suggesting?.accept(written, index) ?? null;
  }
}
