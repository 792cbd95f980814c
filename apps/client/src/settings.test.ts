import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Settings } from './settings.svelte.ts';

const KEY = 'chat.settings';
const open: Settings[] = [];

function tab(): Settings {
  const settings = new Settings();
  open.push(settings);
  return settings;
}

/** What the browser tells the other tabs. */
function tellOthers(): void {
  dispatchEvent(new StorageEvent('storage', { key: KEY }));
  flushSync();
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  for (const settings of open.splice(0)) settings.close();
});

test('what was chosen is there again after a reload; what was not is as it is for all', () => {
  tab().set('theme', 'dark');
  const again = tab();
  expect(again.get('theme')).toBe('dark');
  expect(again.get('shortcuts')).toBe(true);
  expect(again.get('language')).toBe('browser');
});

test('a choice counts in every tab, and two tabs do not undo each other', () => {
  const [one, other] = [tab(), tab()];
  one.set('theme', 'light');
  other.set('size', 'wide');
  tellOthers();
  for (const settings of [one, other, tab()]) {
    expect(settings.get('theme')).toBe('light');
    expect(settings.get('size')).toBe('wide');
  }
});

test.each([
  ['no JSON', '{'],
  ['no object', '7'],
  ['nothing', 'null'],
  ['another version', '{"version":99,"choices":{"theme":"dark"}}'],
  ['no choices', '{"version":1}'],
  ['null as choices', '{"version":1,"choices":null}'],
  ['no such choice', '{"version":1,"choices":{"theme":"pink","shortcuts":"no"}}'],
  ['a name of every object', '{"version":1,"choices":{"toString":"dark"}}'],
])('a damaged storage chooses nothing: %s', (_, stored) => {
  localStorage.setItem(KEY, stored);
  expect(tab().get('theme')).toBe('system');
  expect(tab().get('shortcuts')).toBe(true);
});

test('what is damaged takes nothing else with it', () => {
  localStorage.setItem(KEY, '{"version":1,"choices":{"theme":"pink","shortcuts":false}}');
  expect(tab().get('theme')).toBe('system');
  expect(tab().get('shortcuts')).toBe(false);
});
