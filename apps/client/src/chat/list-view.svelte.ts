import { tick, untrack } from 'svelte';
import { sectionOf, type Chunk } from './chunks.ts';
import { DrawnParts } from './drawn-parts.ts';
import { chunkOf, ListScroll, type ReadingPlace } from './list-scroll.ts';
import { grow, NOTHING, reach, span, widen, type Range } from './list-window.ts';

/** So many chunks of the end are drawn before anything was measured: a phone shows no more. */
const AT_FIRST = 2;
/** What is seen above the first message that is unread, in px: the line that says so, and a little of what was read. */
const ABOVE_PX = 96;
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
  readonly #drawn = new DrawnParts();
  readonly #open = new DrawnParts();
  readonly #filled = new DrawnParts();
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

  /** Whatever is looked at meanwhile: it is attached once, and not anew with each message. */
  readonly attach = (list: HTMLElement): (() => void) => untrack(() => this.#attach(list));

  #attach(list: HTMLElement): () => void {
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
  }

  isDrawn(key: string): boolean {
    return this.#drawn.isDrawn(key);
  }

  /** Whether a section is laid out: what is drawn is in it, or soon will be. */
  isOpen(key: string): boolean {
    return this.#open.isDrawn(key);
  }

  /** Whether the chunks of a section are in the page: those that nobody has seen come in quiet moments. */
  isFilled(key: string): boolean {
    return this.#filled.isDrawn(key);
  }

  /** To be called when the conversation has changed, before it is drawn: a reader who follows it sees its end at once. */
  follow(): void {
    const chunks = this.#options.chunks();
    const sections = chunks.map(sectionOf);
    this.#drawn.know(chunks.map(({ key }) => key));
    this.#open.know(sections);
    this.#filled.know(sections);
    if (!this.#atBottom) return;
    const end = { from: Math.max(0, chunks.length - AT_FIRST), to: chunks.length };
    this.#draw(span(this.#range(), end));
  }

  /** Draws a message and brings it into sight: into the middle, or so far under the upper edge. Null where it is not known. */
  async show(seq: number, offset?: number): Promise<HTMLElement | null> {
    const chunk = this.#options
      .chunks()
      .find(({ items }) =>
        items.some((item) => item.kind === 'message' && item.message.seq === seq),
      );
    if (!chunk) return null;
    this.reveal(chunk.key);
    await tick();
    const element = this.#list?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? null;
    if (element) this.scroll.show(element, offset);
    return element;
  }

  /** Leaves the end for a message: so far down that what is before it is in sight, or the end where all fits. */
  begin(seq: number): void {
    this.scroll.leaveBottom();
    void this.show(seq, ABOVE_PX);
  }

  /** Draws a chunk, as one in which the browser has found something. */
  reveal(key: string | undefined): void {
    const chunk = this.#between([key]);
    if (chunk) this.#draw(widen(this.#range(), chunk, this.#options.chunks().length));
  }

  readonly #see = (keys: readonly (string | undefined)[], during: 'scroll' | 'resize') => {
    this.#visible = this.#between(keys) ?? this.#visible;
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
    if (this.#draw(more) || this.#fill()) this.#idle = whenIdle(this.#drawMore);
  };

  /** Puts the chunks of one more section into the page, the newest first. Says whether there was one. */
  #fill(): boolean {
    const empty = this.#options.chunks().findLast((chunk) => !this.#filled.has(sectionOf(chunk)));
    return !!empty && this.#filled.add([sectionOf(empty)]);
  }

  #needed(): Range {
    const count = this.#options.chunks().length;
    const needed = widen(this.#range(), this.#visible, count);
    const selected = this.#selected();
    return selected ? span(needed, selected) : needed;
  }

  /** Says whether that changed anything. */
  #draw(range: Range): boolean {
    const chunks = this.#options.chunks();
    const keys = chunks.slice(range.from, range.to).map(({ key }) => key);
    const { from, to } = reach(range, chunks.length);
    const open = chunks.slice(from, to).map(sectionOf);
    this.#open.draw(open);
    // What came into sight before it was there has to be looked at once more when it is.
    if (this.#filled.add(open)) void tick().then(() => this.scroll.look());
    const focused = chunkOf(document.activeElement);
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
    const keys = [selection.anchorNode, selection.focusNode].map((node) =>
      chunkOf(node instanceof Element ? node : node?.parentElement),
    );
    const selected = this.#between(keys);
    return selected && selected.to - selected.from <= SELECTED ? selected : null;
  }

  /** From the first to the last of these chunks; null where one is not known. */
  #between(keys: readonly (string | undefined)[]): Range | null {
    const chunks = this.#options.chunks();
    const places = keys.map((each) => chunks.findIndex(({ key }) => key === each));
    const from = Math.min(...places);
    return from === -1 ? null : { from, to: Math.max(...places) + 1 };
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
