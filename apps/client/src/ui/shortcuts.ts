/** Whether this key asks for the list: where one writes, `?` is a letter. */
export function asksForShortcuts({
  key,
  ctrlKey,
  metaKey,
  altKey,
  target,
}: KeyboardEvent): boolean {
  if (key === '/' && (ctrlKey || metaKey) && !altKey) return true;
  const writing = target instanceof Element && target.closest('input, textarea, select') !== null;
  return key === '?' && !ctrlKey && !metaKey && !altKey && !writing;
}
