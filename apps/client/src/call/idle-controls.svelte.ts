/** Controls that nobody reaches for go after this long. */
const IDLE_MS = 4_000;

/** Whether the controls over a picture have served their time. A finger has no way to hover: for it they stay. */
export class IdleControls {
  #idle = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get idle(): boolean {
    return this.#idle;
  }

  /** Somebody moves over the picture, or types at it. */
  wake(pointerType = 'mouse'): void {
    this.#idle = false;
    clearTimeout(this.#timer);
    const hovers = pointerType !== 'touch' && matchMedia('(hover: hover)').matches;
    if (hovers) this.#timer = setTimeout(() => (this.#idle = true), IDLE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
