/** Within so many pixels of the end the reader counts as being there. */
const NEAR_PX = 40;
/** Within so many pixels of the beginning it is time for what came before. */
const EARLY_PX = 400;

/** Of an element that is no part of a chunk, there is none. */
type ChunkKey = string | undefined;

/** Where somebody reads: a message by its place in the log, and how far under the upper edge it begins, in px. */
export interface ReadingPlace {
  seq: number;
  offset: number;
}

interface ListScrollOptions {
  /** Whether it begins at the end. */
  atBottom: boolean;
  onChange: (atBottom: boolean) => void;
  /** The reader comes near the beginning of what is there. */
  onNearTop: () => void;
  /** The keys of the first and the last chunk in sight, after the reader scrolled or something changed its size. */
  onVisible: (chunks: readonly ChunkKey[], during: 'scroll' | 'resize') => void;
}

/** What is held where it is while other things change: an element, and where it was seen. */
interface Anchor {
  element: Element;
  top: number;
  scrollTop: number;
}

/**
 * Keeps a scrolling list at its end while the reader is there, and otherwise holds the first line in sight exactly where
 * it is, whatever grows, shrinks, comes or goes around it: before each frame is drawn. Reports what is in sight.
 */
export class ListScroll {
  #list: HTMLElement | undefined;
  #atBottom: boolean;
  #anchor: Anchor | null = null;
  #scrollTop = 0;
  #height = 0;
  #length = 0;
  readonly #options: ListScrollOptions;

  constructor(options: ListScrollOptions) {
    this.#options = options;
    this.#atBottom = options.atBottom;
  }

  /** Attaches to the element that scrolls; its only child holds the content, `[data-sections]` in it the sections of chunks. */
  readonly attach = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const sizes = new ResizeObserver(this.#follow);
    sizes.observe(list);
    if (list.firstElementChild) sizes.observe(list.firstElementChild);
    list.addEventListener('scroll', this.look, { passive: true });
    this.#follow();
    return () => {
      sizes.disconnect();
      list.removeEventListener('scroll', this.look);
      this.#list = undefined;
    };
  };

  /** Where the reader is, or was when the list was taken from the page; null at the end. */
  get place(): ReadingPlace | null {
    const anchor = this.#atBottom ? null : this.#anchor;
    const line = anchor && messageFrom(anchor.element);
    if (!anchor || !line) return null;
    // What is not on the page any more has no place on it: the line in sight was there, and others began below.
    return { seq: Number(line.dataset['seq']), offset: line === anchor.element ? anchor.top : 0 };
  }

  toBottom(): void {
    if (!this.#list) return;
    this.#list.scrollTo({ top: this.#list.scrollHeight, behavior: 'instant' });
    this.#scrollTop = this.#list.scrollTop;
    this.#setAtBottom(true);
  }

  /** As the browser does it, some lines of the page before stay in sight. */
  byPage(direction: 1 | -1): void {
    this.#list?.scrollBy(0, direction * 0.9 * this.#list.clientHeight);
  }

  /** The reader is taken elsewhere: what comes does not bring them back to the end. */
  leaveBottom(): void {
    this.#setAtBottom(false);
  }

  /** Puts a line so far under the upper edge; without an offset, into the middle. */
  show(element: Element, offset?: number): void {
    const list = this.#list;
    if (!list) return;
    const middle = (list.clientHeight - element.getBoundingClientRect().height) / 2;
    const top = offset ?? Math.max(0, middle);
    list.scrollTop += topOf(element) - topOf(list) - top;
    this.#setAtBottom(this.#isNear());
    this.#remember('scroll');
  }

  /** After a change of size, and before it is drawn. */
  readonly #follow = () => {
    const list = this.#list;
    if (!list) return;
    if (this.#atBottom) this.toBottom();
    else if (this.#anchor?.element.isConnected) {
      list.scrollTop += topOf(this.#anchor.element) - topOf(list) - this.#anchor.top;
    }
    this.#measure(list);
    // Where less is left below than counts, as when all fits again, one is at the end without having scrolled.
    this.#setAtBottom(this.#atBottom || this.#isNear());
    this.#remember('resize');
  };

  /** Looks at what is in sight, as after the reader scrolled. */
  readonly look = () => {
    const list = this.#list;
    if (!list) return;
    const changed = list.clientHeight !== this.#height || list.scrollHeight !== this.#length;
    const scrolledUp = list.scrollTop < this.#scrollTop && !this.#isNear();
    // The list or what is in it has changed since, by a growing composer or a burst of messages: not by the reader.
    if (changed && this.#atBottom && !scrolledUp) {
      this.#follow();
      return;
    }
    if (changed && !this.#atBottom) this.#undoShift(list);
    this.#measure(list);
    if (list.scrollTop < EARLY_PX) this.#options.onNearTop();
    this.#setAtBottom(this.#isNear());
    this.#remember('scroll');
  };

  /** The reader scrolled and the content changed, both since we looked: only what the change did is taken back. */
  #undoShift(list: HTMLElement): void {
    const anchor = this.#anchor;
    if (anchor?.element.isConnected) {
      const moved = topOf(anchor.element) - topOf(list) - anchor.top;
      list.scrollTop += moved + (list.scrollTop - anchor.scrollTop);
    }
  }

  #measure(list: HTMLElement): void {
    this.#scrollTop = list.scrollTop;
    this.#height = list.clientHeight;
    this.#length = list.scrollHeight;
  }

  /** Takes note of what is in sight, and of the line that is to stay. */
  #remember(during: 'scroll' | 'resize'): void {
    const list = this.#list;
    if (!list) return;
    const edge = list.getBoundingClientRect();
    const sections = list.querySelector('[data-sections]')?.children;
    if (!sections) return;
    const visible = chunksInSight(sections, edge);
    if (!visible) return;
    const { first, last } = visible;
    // Not the name of a day: what comes before may take that away from here.
    const lines = [...first.querySelectorAll(':scope > [data-line]')];
    const element = lines[firstBelow(lines, edge.top)] ?? first;
    this.#anchor = { element, top: topOf(element) - edge.top, scrollTop: list.scrollTop };
    this.#options.onVisible([first, last].map(chunkOf), during);
  }

  #isNear(): boolean {
    const list = this.#list;
    return !!list && list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_PX;
  }

  #setAtBottom(atBottom: boolean): void {
    if (this.#atBottom === atBottom) return;
    this.#atBottom = atBottom;
    this.#options.onChange(atBottom);
  }
}

/** The key of the chunk that an element is, or is in. */
export function chunkOf(element: Element | null | undefined): ChunkKey {
  return element?.closest<HTMLElement>('[data-chunk]')?.dataset['chunk'];
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

/** The first and the last chunk in sight; what is out of sight is not laid out for it. */
function chunksInSight(sections: HTMLCollection, { top, bottom }: DOMRect) {
  const section = inReach(sections, top);
  if (!section) return null;
  const first = inReach(section.children, top);
  // One that is not filled yet stands for the first of its chunks.
  if (!first) return { first: section, last: section };
  let last = first;
  for (let next; (next = chunkAfter(last, bottom));) last = next;
  return { first, last };
}

/** The next chunk, if it begins above a line. */
function chunkAfter(chunk: Element, line: number): Element | null {
  const sibling = chunk.nextElementSibling;
  const section = sibling ? null : chunk.parentElement?.nextElementSibling;
  if (section && topOf(section) >= line) return null;
  const next = sibling ?? section?.firstElementChild ?? section;
  return next && topOf(next) < line ? next : null;
}

/** Of elements that lie one below the other, the first that reaches below a line, or the last one. */
function inReach(elements: HTMLCollection, line: number): Element | undefined {
  return elements[Math.min(firstBelow(elements, line), elements.length - 1)];
}

/** The first of these, which lie one below the other, that reaches below a line. */
function firstBelow(elements: ArrayLike<Element>, line: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const reaches = (elements[middle]?.getBoundingClientRect().bottom ?? 0) > line;
    if (reaches) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** This line, or the first one after it, that is a message. */
function messageFrom(line: Element): HTMLElement | null {
  if (line instanceof HTMLElement && line.dataset['seq'] !== undefined) return line;
  const inside = line.querySelector<HTMLElement>('[data-seq]');
  return inside ?? (line.nextElementSibling && messageFrom(line.nextElementSibling));
}
