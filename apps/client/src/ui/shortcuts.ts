/** What a key can ask for anywhere in a room. */
export type Shortcut =
  | 'previous-line'
  | 'next-line'
  | 'newest'
  | 'page'
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

type Keys = Partial<Record<string, Shortcut>>;
const ANYWHERE: Keys = {
  'Alt+ArrowUp': 'previous-line',
  'Alt+ArrowDown': 'next-line',
  F6: 'next-region',
  'Shift+F6': 'previous-region',
  'Shift+Escape': 'mark-read',
};
const EMPTY: Keys = { End: 'newest', PageUp: 'page', PageDown: 'page' };
const OUTSIDE: Keys = { End: 'newest', '?': 'list', '/': 'write' };

/** What this key asks for, or null. Where one writes, keys that write are letters; behind a dialog none does anything. */
export function shortcutOf(event: Pressed): Shortcut | null {
  if (event.isComposing || isInDialog(event.target)) return null;
  if (event.ctrlKey || event.metaKey) return withControl(event);
  const known = ANYWHERE[keysOf(event)];
  if (known || event.altKey) return known ?? null;
  return isField(event.target) ? inField(event) : outside(event);
}

function keysOf({ altKey, shiftKey, key }: Pressed): string {
  return `${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${key}`;
}

/** Where nothing is written, keys that would go through the text go through the messages. */
function inField({ key, target }: Pressed): Shortcut | null {
  return isEmpty(target) ? (EMPTY[key] ?? null) : null;
}

function outside({ key, target }: Pressed): Shortcut | null {
  return OUTSIDE[key] ?? (types(key) && !chooses(target) ? 'type' : null);
}

function withControl(pressed: Pressed): Shortcut | null {
  const { key, altKey, shiftKey, target } = pressed;
  if (altKey) return null;
  if (key === '/') return 'list';
  // What is pasted is written, too.
  if (isLetter(pressed, 'v') && !isField(target)) return 'type';
  return isLetter(pressed, 'l') && shiftKey ? 'copy-link' : null;
}

/** By its place too: on a keyboard of another script the letter is another one. */
function isLetter({ key, code }: Pressed, letter: string): boolean {
  const isThere = code === `Key${letter.toUpperCase()}` && !/^[a-z]$/i.test(key);
  return isThere || key.toLowerCase() === letter;
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
  // A dialog that lies beside the page, as a call that comes in, takes no key from it.
  if (target instanceof Element && target.closest('[role="dialog"]')) return true;
  return document.querySelector('dialog:modal') !== null;
}
