import { Drawn } from './drawn.svelte.ts';

/** Which parts of a list are drawn, by their keys. */
export class DrawnParts {
  readonly #flags = new Map<string, Drawn>();
  #drawn: ReadonlySet<string> = new Set();

  /** Makes parts known; to be done before they are asked for, because what makes a state while drawing does not hear of it. */
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
    const [before, now] = [this.#drawn, new Set(keys)];
    if (now.size === before.size && keys.every((key) => before.has(key))) return false;
    this.#drawn = now;
    for (const key of before) if (!now.has(key)) this.#set(key, false);
    for (const key of now) this.#set(key, true);
    return true;
  }

  /** Draws these too. Says whether one of them was not. */
  add(keys: readonly string[]): boolean {
    return this.draw([...this.#drawn, ...keys]);
  }

  #set(key: string, is: boolean): void {
    const flag = this.#flags.get(key);
    if (flag) flag.is = is;
  }
}
