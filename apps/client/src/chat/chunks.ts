import type { TimelineItem } from './timeline.ts';

/** A stretch of the conversation that is drawn, or left out, as a whole. */
export interface Chunk {
  key: string;
  items: readonly TimelineItem[];
}

/** Chunks that are laid out, or left out, together: a browser goes through all elements of a list, also those that it skips. */
export interface Section {
  key: string;
  chunks: readonly Chunk[];
  /** So many lines are in it. */
  lines: number;
}

/** So many places in the log are one chunk … */
const CHUNK = 8;
/** … and so many chunks one section: about as many sections of 10,000 messages as chunks in one of them. */
const SECTION = 32;

/**
 * Cuts a timeline into chunks whose bounds stay where they are, whatever is put in before or after. A chunk in which
 * nothing has changed is the same object as before.
 */
export function chunkTimeline(items: readonly TimelineItem[], before: readonly Chunk[]): Chunk[] {
  const known = new Map(before.map((chunk) => [chunk.key, chunk]));
  const places = placesOf(items);
  const chunks: Chunk[] = [];
  let from = 0;
  for (let to = 1; to <= items.length; to++) {
    if (places[to] === places[from]) continue;
    const key = String(places[from]);
    const part = items.slice(from, to);
    const old = known.get(key);
    chunks.push(old && isSame(old.items, part) ? old : { key, items: part });
    from = to;
  }
  return chunks;
}

/** Puts chunks into sections. One in which nothing has changed is the same object as before. */
export function sectionsOf(chunks: readonly Chunk[], before: readonly Section[]): Section[] {
  const known = new Map(before.map((section) => [section.key, section]));
  const sections: Section[] = [];
  let from = 0;
  for (let to = 1; to <= chunks.length; to++) {
    const key = sectionOf(chunks[from]);
    if (to < chunks.length && sectionOf(chunks[to]) === key) continue;
    const part = chunks.slice(from, to);
    const old = known.get(key);
    sections.push(old && isSame(old.chunks, part) ? old : sectionWith(key, part));
    from = to;
  }
  return sections;
}

function sectionWith(key: string, chunks: readonly Chunk[]): Section {
  return { key, chunks, lines: chunks.reduce((sum, { items }) => sum + items.length, 0) };
}

/** The key of the section that a chunk is in. */
export function sectionOf(chunk: Chunk | undefined): string {
  return String(Math.floor(Number(chunk?.key) / SECTION));
}

/** Which chunk each line belongs to, rising. What heads a message (a day, the divider) goes with it. */
function placesOf(items: readonly TimelineItem[]): number[] {
  const places = items.map(placeOf);
  for (let at = places.length - 1; at >= 0; at--) places[at] ??= places[at + 1] ?? 0;
  let highest = 0;
  return places.map((place) => (highest = Math.max(highest, place ?? 0)));
}

function placeOf(item: TimelineItem): number | null {
  switch (item.kind) {
    case 'message':
      return Math.floor(item.message.seq / CHUNK);
    case 'notices':
      return Math.floor(item.notices[0].after / CHUNK);
    case 'call':
      return Math.floor(item.line.after / CHUNK);
    case 'pending':
      return Infinity;
    case 'day':
    case 'unread':
      return null;
  }
}

function isSame<Part>(old: readonly Part[], now: readonly Part[]): boolean {
  return old.length === now.length && old.every((item, at) => item === now[at]);
}
