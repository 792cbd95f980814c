import { tick } from 'svelte';
import type { Chunk } from './chunks.ts';
import { DrawnChunks } from './drawn-chunks.ts';
import { ListScroll, type ReadingPlace } from './list-scroll.ts';
import { grow, NOTHING, span, widen, type Range } from './list-window.ts';

/** So many chunks of the end are drawn before anything was measured: a phone shows no more. */
const AT_FIRST = 2;
/** A selection that is longer than this is not held as a whole. */
const SELECTED = 40;

interface ListViewOptions {
  /** The conversation as it is now. */
  chunks: () => readonly Chunk[];
  /** Where to begin; null for the end. */
  place: ReadingPlace | null;
  onNearTop: () => void;
}

/**
 * What of a long conversation is drawn: what is in sight, some more around it, and whatever is selected. The rest is in
 * the page as plain text that the browser's own search finds, and takes the height that it had.
 */
export class ListView {
  readonly scroll: ListScroll;
  readonly #options: ListViewOptions;
  readonly #drawn = new DrawnChunks();
  #atBottom = $state(true);
  #visible = NOTHING;
  #list: HTMLElement | undefined;
  #frame: number | undefined;
  /** Calls off what waits for a quiet moment. */
  #idle: (() => void) | undefined;

  constructor(options: ListViewOptions) {
    this.#options = options;
    this.#atBottom = options.place === null;
    this.follow();
    this.scroll = new ListScroll({
      atBottom: this.#atBottom,
      onChange: (atBottom) => (this.#atBottom = atBottom),
      onNearTop: options.onNearTop,
      onVisible: this.#see,
    });
  }

  get atBottom(): boolean {
    return this.#atBottom;
  }

  readonly attach = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const detach = this.scroll.attach(list);
    const { place } = this.#options;
    if (place) void this.show(place.seq, place.offset);
    return () => {
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
      this.#idle?.();
      detach();
      this.#list = undefined;
    };
  };

  isDrawn(key: string): boolean {
    return this.#drawn.isDrawn(key);
  }

  /** To be called when the conversation has changed, before it is drawn: a reader who follows it sees its end at once. */
  follow(): void {
    const chunks = this.#options.chunks();
    this.#drawn.know(chunks.map(({ key }) => key));
    if (!this.#atBottom) return;
    const end = { from: Math.max(0, chunks.length - AT_FIRST), to: chunks.length };
    this.#draw(span(this.#range(), end));
  }

  /** Draws a message and brings it into sight: into the middle, or so far under the upper edge. Null where it is not known. */
  async show(seq: number, offset?: number): Promise<HTMLElement | null> {
    const chunks = this.#options.chunks();
    const index = chunks.findIndex(({ items }) =>
      items.some((item) => item.kind === 'message' && item.message.seq === seq),
    );
    if (index === -1) return null;
    this.#draw(widen(this.#range(), { from: index, to: index + 1 }, chunks.length));
    await tick();
    const element = this.#list?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? null;
    if (element) this.scroll.show(element, offset);
    return element;
  }

  /** Draws a chunk in which the browser has found something. */
  reveal(key: string): void {
    const chunks = this.#options.chunks();
    const index = chunks.findIndex((chunk) => chunk.key === key);
    this.#draw(widen(this.#range(), { from: index, to: index + 1 }, chunks.length));
  }

  readonly #see = (visible: Range, during: 'scroll' | 'resize') => {
    this.#visible = visible;
    if (during === 'scroll') this.#draw(this.#needed());
    // Not while sizes are being watched: what is drawn then changes them again.
    else this.#frame ??= requestAnimationFrame(this.#drawNeeded);
    this.#idle ??= whenIdle(this.#drawMore);
  };

  readonly #drawNeeded = () => {
    this.#frame = undefined;
    this.#draw(this.#needed());
  };

  /** The rest, one chunk at a time, so that no frame is late. */
  readonly #drawMore = () => {
    this.#idle = undefined;
    const more = grow(this.#range(), this.#visible, this.#options.chunks().length);
    if (this.#draw(more)) this.#idle = whenIdle(this.#drawMore);
  };

  #needed(): Range {
    const count = this.#options.chunks().length;
    const needed = widen(this.#range(), this.#visible, count);
    const selected = this.#selected();
    return selected ? span(needed, selected) : needed;
  }

  /** Says whether that changed anything. */
  #draw({ from, to }: Range): boolean {
    const keys = this.#options
      .chunks()
      .slice(from, to)
      .map(({ key }) => key);
    const focused = document.activeElement?.closest<HTMLElement>('[data-chunk]')?.dataset['chunk'];
    // The keyboard does not fall out of the list with a line that is not drawn any more.
    if (focused !== undefined && !keys.includes(focused))
      this.#list?.focus({ preventScroll: true });
    return this.#drawn.draw(keys);
  }

  #range(): Range {
    const chunks = this.#options.chunks();
    const from = chunks.findIndex(({ key }) => this.#drawn.has(key));
    const to = chunks.findLastIndex(({ key }) => this.#drawn.has(key)) + 1;
    return from === -1 ? NOTHING : { from, to };
  }

  /** The chunks that a selection reaches: undrawn, they would fall out of it. */
  #selected(): Range | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return null;
    const keys = [selection.anchorNode, selection.focusNode].map((node) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element?.closest<HTMLElement>('[data-chunk]')?.dataset['chunk'];
    });
    const chunks = this.#options.chunks();
    const places = keys.map((each) => chunks.findIndex(({ key }) => key === each));
    const [from, to] = [Math.min(...places), Math.max(...places) + 1];
    return from === -1 || to - from > SELECTED ? null : { from, to };
  }
}

/** Runs something in a quiet moment; the function that it gives back calls it off. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run);
  return () => cancelIdleCallback(handle);
}
