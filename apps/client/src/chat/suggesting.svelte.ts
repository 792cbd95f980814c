import { complete, completingAt, matchingNames, type Completing } from './completion.ts';
import type { Insertion, Written } from './written.ts';
import type { Emoji, searchEmoji } from './emoji-data.ts';

/** Something that a text can be completed with. */
export interface Suggestion {
  /** What is put into the text. */
  text: string;
  /** What it is called in the list. */
  label: string;
  /** The language of the label where it is not the page's. */
  lang?: Emoji['lang'];
}

type SearchEmoji = typeof searchEmoji;

/** So many are offered. */
const OFFERED = 8;

/** What the composer offers while a name or an emoji is being typed, and which of it is chosen. */
export class Suggesting {
  readonly #names: () => readonly string[];
  #searchEmoji: SearchEmoji | null = $state.raw(null);
  #completing: Completing | null = $state.raw(null);
  #chosen = $state(0);
  /** The place of the word for which nothing more is wanted. */
  #dismissed: number | null = null;
  readonly #offered: readonly Suggestion[] = $derived.by(() => {
    if (!this.#completing) return [];
    const { kind, query } = this.#completing;
    return kind === 'mention' ? this.#mentions(query) : this.#emoji(query);
  });

  constructor(names: () => readonly string[]) {
    this.#names = names;
  }

  get offered(): readonly Suggestion[] {
    return this.#offered;
  }

  /** The place of the one that Enter takes. */
  get chosen(): number {
    return this.#chosen;
  }

  /** The text has changed. */
  follow(written: Written): void {
    const completing = this.#wanted(written);
    const begins = completing?.kind === 'emoji' && this.#completing?.kind !== 'emoji';
    if (completing?.query !== this.#completing?.query) this.#chosen = 0;
    this.#completing = completing;
    if (begins) void this.#loadEmoji();
  }

  move(step: 1 | -1): void {
    const { length } = this.#offered;
    this.#chosen = (this.#chosen + step + length) % length;
  }

  /** The caret has moved: nothing is offered for another word than the one that is being typed. */
  moveCaret(written: Written): void {
    if (!this.#completing) return;
    if (completingAt(written)?.from === this.#completing.from) this.follow(written);
    else this.close();
  }

  close(): void {
    this.#completing = this.#dismissed = null;
  }

  /** Offers nothing more for this word. */
  dismiss(): void {
    this.#dismissed = this.#completing?.from ?? null;
    this.#completing = null;
  }

  /** What puts one of them into the text; null when there is none for where the caret is. */
  accept(written: Written, index = this.#chosen): Insertion | null {
    this.moveCaret(written);
    const suggestion = this.#offered[index];
    const completing = this.#completing;
    return suggestion && completing ? complete(written, completing, suggestion.text) : null;
  }

  /** What is being completed, unless that was put away. */
  #wanted(written: Written): Completing | null {
    const found = completingAt(written);
    if (found?.from !== this.#dismissed) this.#dismissed = null;
    return this.#dismissed === null ? found : null;
  }

  /** A name that is written out needs nothing more: Enter sends. */
  #mentions(query: string): Suggestion[] {
    const names = matchingNames(this.#names(), query);
    if (names.some((name) => name.toLowerCase() === query.toLowerCase())) return [];
    return names.slice(0, OFFERED).map((name) => ({ text: `@${name}`, label: name }));
  }

  #emoji(query: string): Suggestion[] {
    const found = this.#searchEmoji?.(query, OFFERED) ?? [];
    return found.map(({ emoji, name, lang }) => ({ text: emoji, label: `${emoji} ${name}`, lang }));
  }

  async #loadEmoji(): Promise<void> {
    try {
      const { fetchNames, searchEmoji } = await import('./emoji-data.ts');
      this.#searchEmoji = searchEmoji;
      await fetchNames();
    } catch {
      // Without a network there are no suggestions, and what is typed stays as it is.
    }
  }
}
