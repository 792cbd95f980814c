/** Within so many pixels of the end the reader counts as being there. */
const NEAR_PX = 40;

/**
 * Keeps a scrolling list at its end while the reader is there, and holds it still otherwise (the browser's scroll
 * anchoring does that part). Reports when the reader leaves or reaches the end.
 */
export class StickToBottom {
  #list: HTMLElement | undefined;
  #atBottom = true;
  readonly #onChange: (atBottom: boolean) => void;

  constructor(onChange: (atBottom: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Attaches to the element that scrolls; its only child holds the content. */
  readonly attach = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const follow = () => {
      if (this.#atBottom) this.toBottom();
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(list);
    if (list.firstElementChild) sizes.observe(list.firstElementChild);
    list.addEventListener('scroll', this.#look, { passive: true });
    follow();
    return () => {
      sizes.disconnect();
      list.removeEventListener('scroll', this.#look);
      this.#list = undefined;
    };
  };

  toBottom(): void {
    this.#list?.scrollTo({ top: this.#list.scrollHeight });
    this.#setAtBottom(true);
  }

  readonly #look = () => {
    const list = this.#list;
    if (!list) return;
    this.#setAtBottom(list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_PX);
  };

  #setAtBottom(atBottom: boolean): void {
    if (this.#atBottom === atBottom) return;
    this.#atBottom = atBottom;
    this.#onChange(atBottom);
  }
}
