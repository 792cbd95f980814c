/** Chunks from `from` to before `to`. */
export interface Range {
  from: number;
  to: number;
}

/** So many chunks beside the visible ones are drawn at once … */
const AT_ONCE = 1;
/** … and so many a little later, for who reads on with a screen reader or scrolls fast; each costs time in every frame. */
const LATER = 4;

export const NOTHING: Range = { from: 0, to: 0 };

/** The chunks that must be drawn now that these are visible: those that are drawn stay, unless they are far away. */
export function widen(drawn: Range, visible: Range, count: number): Range {
  const needed = around(visible, AT_ONCE, count);
  const apart = needed.from > drawn.to || needed.to < drawn.from;
  if (apart || isEmpty(drawn)) return needed;
  const kept = around(visible, LATER, count);
  return {
    from: Math.min(needed.from, Math.max(drawn.from, kept.from)),
    to: Math.max(needed.to, Math.min(drawn.to, kept.to)),
  };
}

/** The same with one chunk more, the nearest that is missing around what is visible; the same object when none is. */
export function grow(drawn: Range, visible: Range, count: number): Range {
  const wanted = around(visible, LATER, count);
  const above = drawn.from > wanted.from ? visible.from - drawn.from : Infinity;
  const below = drawn.to < wanted.to ? drawn.to - visible.to : Infinity;
  if (above === Infinity && below === Infinity) return drawn;
  return above <= below
    ? { from: drawn.from - 1, to: drawn.to }
    : { from: drawn.from, to: drawn.to + 1 };
}

/** What may be drawn or seen next, so that it has its place already. */
export function reach(drawn: Range, count: number): Range {
  return around(drawn, LATER, count);
}

/** The smallest range that has both. */
export function span(one: Range, other: Range): Range {
  if (isEmpty(one)) return other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

function around({ from, to }: Range, by: number, count: number): Range {
  return { from: Math.max(0, from - by), to: Math.min(count, to + by) };
}

function isEmpty({ from, to }: Range): boolean {
  return from >= to;
}
