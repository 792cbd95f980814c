import { afterEach, expect, test } from 'vitest';
import { shortcutOf } from './shortcuts.ts';

afterEach(() => document.body.replaceChildren());

/** Presses keys written as "Ctrl+Shift+L" on an element and says what was asked for. */
function press(keys: string, element: Element = document.body) {
  const parts = keys.split('+');
  let asked: ReturnType<typeof shortcutOf> = null;
  const listen = (event: Event) => (asked = shortcutOf(event as KeyboardEvent));
  element.addEventListener('keydown', listen);
  element.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: parts.at(-1)!,
      ctrlKey: parts.includes('Ctrl'),
      metaKey: parts.includes('Meta'),
      altKey: parts.includes('Alt'),
      shiftKey: parts.includes('Shift'),
    }),
  );
  return asked;
}

function add(html: Partial<HTMLElement> & { tag: string; value?: string }): Element {
  const { tag, ...properties } = html;
  const element = Object.assign(document.createElement(tag), properties);
  document.body.append(element);
  return element;
}

test.each([
  ['Alt+ArrowUp', 'previous-line', 'previous-line'],
  ['Alt+ArrowDown', 'next-line', 'next-line'],
  ['End', 'newest', null],
  ['Shift+Escape', 'mark-read', 'mark-read'],
  ['Escape', null, null],
  ['F6', 'next-region', 'next-region'],
  ['Shift+F6', 'previous-region', 'previous-region'],
  ['Ctrl+Shift+L', 'copy-link', 'copy-link'],
  ['Meta+Shift+l', 'copy-link', 'copy-link'],
  ['Ctrl+l', null, null],
  ['Ctrl+/', 'list', 'list'],
  ['?', 'list', null],
  ['/', 'write', null],
  ['a', 'type', null],
  ['ß', 'type', null],
  ['Dead', 'type', null],
  [' ', null, null],
  ['Tab', null, null],
  ['Enter', null, null],
  ['Ctrl+a', null, null],
  ['Alt+a', null, null],
  ['Ctrl+v', 'type', null],
  ['Meta+v', 'type', null],
  ['PageUp', null, null],
])('%s asks for %j, and in a field where something is written for %j', (keys, outside, within) => {
  expect(press(keys)).toBe(outside);
  expect(press(keys, add({ tag: 'textarea', value: 'written' }))).toBe(within);
});

test.each([
  ['End', 'newest'],
  ['PageUp', 'page'],
  ['PageDown', 'page'],
  ['Home', null],
])('in an empty composer %s is about the messages: %j', (keys, shortcut) => {
  expect(press(keys, add({ tag: 'textarea' }))).toBe(shortcut);
});

test('in a dialog no key is a shortcut, unless it lies beside the page', () => {
  const dialog = add({ tag: 'div', role: 'dialog' });
  for (const keys of ['?', 'a', 'End', 'F6', 'Alt+ArrowUp']) expect(press(keys, dialog)).toBe(null);
  expect(press('F6', add({ tag: 'dialog' }))).toBe('next-region');
});
