import { expect, test } from 'vitest';
import { Composition, enterSends } from './composer-keys.ts';

const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test.each([
  ['Enter', none, true, false],
  ['Shift+Enter', { ...none, shiftKey: true }, false, false],
  ['Alt+Enter', { ...none, altKey: true }, false, false],
  ['Ctrl+Enter', { ...none, ctrlKey: true }, true, true],
  ['⌘+Enter', { ...none, metaKey: true }, true, true],
  ['Ctrl+Shift+Enter', { ...none, ctrlKey: true, shiftKey: true }, false, false],
])('%s sends as it should, also where Enter makes a new line', (_, keys, usually, withNewLine) => {
  expect(enterSends(keys, false)).toBe(usually);
  expect(enterSends(keys, true)).toBe(withNewLine);
});

test('a key of an input method is none of ours, in every browser’s order of events', () => {
  const field = document.createElement('textarea');
  const composition = new Composition();
  const detach = composition.attach(field);
  const key = (keyCode: number, isComposing = false) =>
    new KeyboardEvent('keydown', { keyCode, isComposing });
  const plain = key(13);
  expect(composition.has(plain)).toBe(false);
  expect(composition.has(key(13, true))).toBe(true);
  // Safari: the composition has ended, and the key that ended it comes after.
  expect(composition.has(key(229))).toBe(true);
  field.dispatchEvent(new Event('compositionstart'));
  expect(composition.has(plain)).toBe(true);
  field.dispatchEvent(new Event('compositionend'));
  expect(composition.has(plain)).toBe(false);
  detach();
});
