import { beforeEach, expect, test } from 'vitest';
import { rowByKey } from './row-keys.ts';

let list: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<ul>${['a', 'b', 'c']
    .map((id) => `<li id="${id}" tabindex="-1"><button></button></li>`)
    .join('')}</ul>`;
  list = document.querySelector('ul')!;
});

test.each([
  ['#a', 'ArrowDown', 'b'],
  ['#b button', 'ArrowDown', 'c'],
  ['#b', 'ArrowUp', 'a'],
  ['#c', 'Home', 'a'],
  ['#a button', 'End', 'c'],
  ['#c', 'ArrowDown', undefined],
  ['#a', 'ArrowUp', undefined],
  ['#a', 'Enter', undefined],
])('from %s %s leads to %s', (from, key, to) => {
  document.querySelector<HTMLElement>(from)!.focus();
  expect(rowByKey(list, new KeyboardEvent('keydown', { key }))?.id).toBe(to);
});

test('keys with Alt, Control or Shift are for others', () => {
  document.querySelector<HTMLElement>('#a')!.focus();
  const event = new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true });
  expect(rowByKey(list, event)).toBeUndefined();
});
