const EVENTS = ['focus', 'blur', 'visibilitychange'] as const;

/** Whether this person looks at this page. */
export class Attention {
  #here = $state(isHere());
  readonly #look = () => (this.#here = isHere());

  constructor() {
    for (const event of EVENTS) addEventListener(event, this.#look);
  }

  get here(): boolean {
    return this.#here;
  }

  close(): void {
    for (const event of EVENTS) removeEventListener(event, this.#look);
  }
}

function isHere(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
