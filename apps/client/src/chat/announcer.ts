interface AnnouncerOptions<Item> {
  /** What is said of all that came within `gatherMs`. */
  sentence: (items: readonly Item[]) => string;
  /** Puts a sentence where a screen reader hears of it. */
  say: (sentence: string) => void;
  /** At most one sentence in so many milliseconds. */
  gatherMs: number;
}

/** Gathers what comes close together and says it in one sentence, so that nobody is talked over. */
export class Announcer<Item> {
  readonly #options: AnnouncerOptions<Item>;
  #items: Item[] = [];
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnnouncerOptions<Item>) {
    this.#options = options;
  }

  add(items: readonly Item[]): void {
    if (items.length === 0) return;
    this.#items.push(...items);
    this.#saying ??= setTimeout(this.#say, this.#options.gatherMs);
  }

  close(): void {
    clearTimeout(this.#saying);
  }

  readonly #say = () => {
    const { sentence, say } = this.#options;
    say(sentence(this.#items));
    this.#items = [];
    this.#saying = undefined;
  };
}
