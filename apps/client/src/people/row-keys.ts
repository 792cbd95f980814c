/** The row of a list to which a key leads; undefined where the key is not about rows, or there is no such row. */
export function rowByKey(list: HTMLElement, event: KeyboardEvent): HTMLElement | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey) return undefined;
  const rows = [...list.querySelectorAll<HTMLElement>('li')];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  switch (key) {
    case 'ArrowDown':
      return rows[here + 1];
    case 'ArrowUp':
      return rows[here - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
}
