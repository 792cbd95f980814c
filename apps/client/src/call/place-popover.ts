/** Puts a popover beside the button that opens it, above it where there is room, and inside the window. */
export function placeAbove(popover: HTMLElement): () => void {
  const place = (event: Event) => {
    if ((event as ToggleEvent).newState !== 'open') return;
    const button = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
    if (!button) return;
    const anchor = button.getBoundingClientRect();
    const { width, height } = popover.getBoundingClientRect();
    const left = Math.min(
      Math.max(8, anchor.left + anchor.width / 2 - width / 2),
      innerWidth - width - 8,
    );
    const above = anchor.top - height - 8;
    const top = above >= 8 ? above : Math.min(anchor.bottom + 8, innerHeight - height - 8);
    popover.style.left = `${left}px`;
    popover.style.top = `${Math.max(8, top)}px`;
  };
  popover.addEventListener('toggle', place);
  return () => popover.removeEventListener('toggle', place);
}
