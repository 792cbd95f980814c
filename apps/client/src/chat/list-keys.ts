import { lineOf } from './current-line.ts';

const LINE = '[data-line]';

/**
 * Moves the keyboard to the next line of the list, or with -1 to the one before; from outside back to the newest one in
 * sight. False when there is none.
 */
export function moveLine(list: HTMLElement, step: 1 | -1): boolean {
  const lines = [...list.querySelectorAll<HTMLElement>(LINE)];
  const here = lineOf(document.activeElement);
  if (!here && step === 1) return false;
  const next = lines[(here ? lines.indexOf(here) : endOfSight(list, lines)) + step];
  next?.focus();
  return next !== undefined;
}

/** Up and Down within the list. False where the key is not about lines. */
export function moveByKey(list: HTMLElement, event: KeyboardEvent): boolean {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey) return false;
  if (key === 'ArrowDown') return moveLine(list, 1);
  return key === 'ArrowUp' && moveLine(list, -1);
}

/** The first line that is not in sight any more, by its place. */
function endOfSight(list: HTMLElement, lines: readonly HTMLElement[]): number {
  const end = list.getBoundingClientRect().bottom;
  const below = lines.findIndex((line) => line.getBoundingClientRect().top >= end);
  return below === -1 ? lines.length : below;
}
