/** What a key can ask for anywhere in a room. */
export type Shortcut =
  | 'previous-line'
  | 'next-line'
  | 'newest'
  | 'mark-read'
  | 'copy-link'
  | 'next-region'
  | 'previous-region'
  | 'list'
  | 'write'
  | 'type';

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'target'
>;

/** Keys that write, or are about to: accents and input methods say only this. */
const WRITING = new Set(['Dead', 'Process', 'Unidentified']);

/** What this key asks for, or null. Where one writes, keys that write are letters; behind a dialog none does anything. */
export function shortcutOf(event: Pressed): Shortcut | null {
  const { key, target } = event;
  if (event.isComposing || isInDialog(target)) return null;
  if (event.ctrlKey || event.metaKey) return withControl(event);
  if (event.altKey) return event.shiftKey ? null : withAlt(key);
  if (key === 'F6') return event.shiftKey ? 'previous-region' : 'next-region';
  if (key === 'Escape') return event.shiftKey ? 'mark-read' : null;
  if (isField(target)) return key === 'End' && isEmpty(target) ? 'newest' : null;
  if (key === 'End') return 'newest';
  if (key === '?') return 'list';
  if (key === '/') return 'write';
  return types(key) && !chooses(target) ? 'type' : null;
}

function withControl({ key, code, altKey, shiftKey }: Pressed): Shortcut | null {
  if (altKey) return null;
  if (key === '/') return 'list';
  // By its place too: on a keyboard of another script the letter is another one.
  const isL = key.toLowerCase() === 'l' || (code === 'KeyL' && !/^[a-z]$/i.test(key));
  return isL && shiftKey ? 'copy-link' : null;
}

function withAlt(key: string): Shortcut | null {
  if (key === 'ArrowUp') return 'previous-line';
  return key === 'ArrowDown' ? 'next-line' : null;
}

/** The space bar scrolls, presses and talks. */
function types(key: string): boolean {
  return WRITING.has(key) || ([...key].length === 1 && key !== ' ');
}

const FIELD = 'input, textarea, select, [contenteditable]';

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELD) !== null;
}

function isEmpty(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target.value === '';
}

/** Where letters choose among what is listed. */
function chooses(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="listbox"], [role="menu"]') !== null;
}

function isInDialog(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('dialog, [role="dialog"]')) return true;
  return document.querySelector('dialog:modal') !== null;
}
