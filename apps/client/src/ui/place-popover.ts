/** Pixels between a popover and its button. */
const GAP = 6;
/** Pixels that stay free at the edge of the window. */
const EDGE = 8;

interface Place {
  /** Where there is room; otherwise it is the other side. */
  side: 'above' | 'below';
  /** Under which part of the button it begins. */
  align: 'center' | 'right';
}

// Of the popover that was opened last: no other is open.
let sizes: ResizeObserver | undefined;

/**
 * Puts a popover that is shown beside a button, inside the window, also when the region of the button changes its size. Not
 * when something in the region does: what comes there moves no menu from under a finger.
 */
export function placeBeside(popover: HTMLElement, button: Element, wanted: Place): void {
  sizes?.disconnect();
  sizes = new ResizeObserver((_sizes, observer) => {
    if (!popover.matches(':popover-open')) observer.disconnect();
    else if (button.checkVisibility()) place(popover, button, wanted);
    else popover.hidePopover();
  });
  for (let around = button.closest('[data-region]'); around; around = around.parentElement) {
    sizes.observe(around);
  }
  place(popover, button, wanted);
}

function place(popover: HTMLElement, button: Element, { side, align }: Place): void {
  const anchor = button.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const left = align === 'right' ? anchor.right - width : (anchor.left + anchor.right - width) / 2;
  const tops = [anchor.top - height - GAP, anchor.bottom + GAP];
  if (side === 'below') tops.reverse();
  const last = innerHeight - height - EDGE;
  const top = tops.find((each) => each >= EDGE && each <= last) ?? last;
  popover.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  popover.style.top = `${Math.max(EDGE, top)}px`;
}

/** Places a popover above the button that names it as its target, each time that it opens. */
export function placeAbove(popover: HTMLElement): () => void {
  const placeOnOpen = (event: Event) => {
    if ((event as ToggleEvent).newState !== 'open') return;
    const button = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
    if (button) placeBeside(popover, button, { side: 'above', align: 'center' });
  };
  popover.addEventListener('toggle', placeOnOpen);
  return () => popover.removeEventListener('toggle', placeOnOpen);
}
