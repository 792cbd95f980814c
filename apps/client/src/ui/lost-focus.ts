/** Whether the keyboard is nowhere: what had the focus is gone, hidden or disabled. */
export function isFocusLost(): boolean {
  const { activeElement: active, body } = document;
  if (!active || active === body) return true;
  return active.matches(':disabled') || !active.checkVisibility();
}
