import type { TimelineItem } from './timeline.ts';

/** A stretch of the conversation that is drawn, or left out, as a whole. */
export interface Chunk {
  key: string;
  items: readonly TimelineItem[];
}

/** So many places in the log are one chunk. */
const CHUNK = 8;

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

function isSame(old: readonly TimelineItem[], now: readonly TimelineItem[]): boolean {
  return old.length === now.length && old.every((item, at) => item === now[at]);
}
