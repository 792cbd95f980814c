/**
 * The time in milliseconds, from a clock that nobody puts right while a page lasts: the length of a call does not jump.
 * Pages that follow one another may compare it.
 */
export function steadyTime(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
