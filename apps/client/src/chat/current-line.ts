/** The line of the conversation that has the keyboard, or in which it is. */
export function lineOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
}
