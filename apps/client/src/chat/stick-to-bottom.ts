import { untrack } from 'svelte';
import type { Anchor, ReadingPlace } from '../rooms/reading-place.svelte.ts';

/** Within so many pixels of the end the reader counts as being there. */
const NEAR_PX = 40;
/** Within so many pixels of the beginning it is time for what came before. */
const EARLY_PX = 400;

interface StickToBottomOptions {
  /** Where the reader is; where they were before, when the list is drawn anew. */
  place: ReadingPlace;
  /** The reader comes near the beginning of what is there. */
  onNearTop: () => void;
}

/**
 * Keeps a scrolling list at its end while the reader is there, and holds it still otherwise: what comes below does not
 * move it, and around what comes above it is moved by just that much. Reports when the reader leaves or reaches the end.
 */
export class StickToBottom {
  #list: HTMLElement | undefined;
  // A copy of what the place says: to read it here is no reason for an effect to run again.
  #atBottom = true;
  #height = 0;
  #length = 0;
  readonly #options: StickToBottomOptions;

  constructor(options: StickToBottomOptions) {
    this.#options = options;
  }

  /** Attaches to the element that scrolls; its only child holds the content. */
  readonly attach = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const sizes = new ResizeObserver(this.#follow);
    sizes.observe(list);
    if (list.firstElementChild) sizes.observe(list.firstElementChild);
    list.addEventListener('scroll', this.#look, { passive: true });
    untrack(() => this.#return(list));
    this.#follow();
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

  /** Call it before lines are put in at the beginning; the function that it gives back, after. */
  holdPlace(): () => void {
    const list = this.#list;
    if (!list) return () => {};
    const fromEnd = list.scrollHeight - list.scrollTop;
    return () => {
      if (!this.#atBottom) list.scrollTo({ top: list.scrollHeight - fromEnd, behavior: 'instant' });
    };
  }

  readonly #follow = () => {
    this.#height = this.#list?.clientHeight ?? 0;
    this.#length = this.#list?.scrollHeight ?? 0;
    // Where less is left below than counts, as when all fits again, one is at the end without having scrolled.
    if (this.#atBottom || this.#isNear()) this.toBottom();
  };

  #isNear(): boolean {
    const list = this.#list;
    return !!list && list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_PX;
  }

  readonly #look = () => {
    const list = this.#list;
    if (!list) return;
    // The list or what is in it has changed since, by a growing composer or a burst of messages: not by the reader.
    const changed = list.clientHeight !== this.#height || list.scrollHeight !== this.#length;
    if (changed && this.#atBottom) {
      this.#follow();
      return;
    }
    if (list.scrollTop < EARLY_PX) this.#options.onNearTop();
    this.#setAtBottom(this.#isNear());
  };

  /** Goes back to where the reader was before another room was looked at. */
  #return(list: HTMLElement): void {
    const { place } = this.#options;
    const { anchor } = place;
    const message = anchor && list.querySelector(`[data-seq="${anchor.seq}"]`);
    this.#atBottom = place.atBottom = !message;
    if (!anchor || !message) return;
    const offset = message.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTo({ top: list.scrollTop + offset - anchor.offset, behavior: 'instant' });
  }

  #setAtBottom(atBottom: boolean): void {
    const { place } = this.#options;
    if (this.#atBottom !== atBottom) this.#atBottom = place.atBottom = atBottom;
    place.anchor = atBottom || !this.#list ? null : anchorOf(this.#list);
  }
}

/** The first message that is in sight, if only a part of it. */
function anchorOf(list: HTMLElement): Anchor | null {
  const edge = list.getBoundingClientRect().top;
  for (const message of list.querySelectorAll<HTMLElement>('[data-seq]')) {
    const { top, bottom } = message.getBoundingClientRect();
    if (bottom > edge) return { seq: Number(message.dataset['seq']), offset: top - edge };
  }
  return null;
}
