const MARK_MS = 1500;

/** Tints a message that somebody was led to: without motion, so that it may be seen by everybody. */
export function markShown(line: HTMLElement): void {
  const tint = { backgroundColor: 'var(--marked)' };
  line.querySelector('.bubble')?.animate([tint, tint], MARK_MS);
}
