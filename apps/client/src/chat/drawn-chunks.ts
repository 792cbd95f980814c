import { Drawn } from './drawn.svelte.ts';

/** Which chunks are drawn, by their keys. */
export class DrawnChunks {
  readonly #flags = new Map<string, Drawn>();
  #drawn: ReadonlySet<string> = new Set();

  /** Makes chunks known; to be done before they are asked for, because what makes a state while drawing does not hear of it. */
  know(keys: readonly string[]): void {
    for (const key of keys) if (!this.#flags.has(key)) this.#flags.set(key, new Drawn());
  }

  /** Read in a component, it follows. */
  isDrawn(key: string): boolean {
    return this.#flags.get(key)?.is ?? false;
  }

  has(key: string): boolean {
    return this.#drawn.has(key);
  }

  /** Draws these and no others. Says whether that changed anything. */
  draw(keys: readonly string[]): boolean {
    if (keys.length === this.#drawn.size && keys.every((key) => this.#drawn.has(key))) return false;
    const before = this.#drawn;
    this.#drawn = new Set(keys);
    for (const key of before) if (!this.#drawn.has(key)) this.#set(key, false);
    for (const key of keys) this.#set(key, true);
    return true;
  }

  #set(key: string, is: boolean): void {
    const flag = this.#flags.get(key);
    if (flag) flag.is = is;
  }
}
