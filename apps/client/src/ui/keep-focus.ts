import { entryOf } from './regions.ts';

/**
 * Keeps the keyboard in the page. Where what has the focus is taken out, the browser begins again at the top: here the
 * focus goes to what was around it, else to the messages, or to the heading of the page that came instead. Who gives the
 * focus elsewhere in the same step is left alone. Returns what ends it.
 */
export function keepFocus(): () => void {
  let held: Element | null = null;
  let around: HTMLElement[] = [];
  const remember = ({ target }: FocusEvent) => {
    held = target instanceof Element ? target : null;
    around = held ? placesAround(held) : [];
  };
  const observer = new MutationObserver(() => {
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    const place = around.find((each) => each.isConnected && each.checkVisibility());
    const next = place ? entryOf(place) : fallback();
    // A heading takes the focus only when it is told to.
    if (next && next.tabIndex < 0) next.tabIndex = -1;
    // Without a place the page that comes instead is still on its way.
    next?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', remember);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}

function fallback(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#messages') ?? document.querySelector('h1');
}

/** What around an element can have the focus, from the nearest on. */
function placesAround(element: Element): HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) {
    if (each.matches('[tabindex], [data-region]')) places.push(each);
  }
  return places;
}
