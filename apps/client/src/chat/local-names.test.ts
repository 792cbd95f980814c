import { afterEach, expect, test } from 'vitest';
import { speak } from '../language.svelte.ts';
import { localNames, LocalNames } from './local-names.svelte.ts';

afterEach(() => speak('en'));

test('names come with the language of the page, and English ones with the emoji', async () => {
  expect(localNames()).toBeNull();
  const first: (string | undefined)[] = [];
  for (const language of ['de', 'es', 'ar'] as const) {
    await speak(language);
    first.push(localNames()?.nameAt(0));
  }
  expect(first).toEqual(['grinsendes Gesicht', 'cara sonriendo', 'وجه بابتسامة عريضة']);
  await speak('en');
  expect(localNames()).toBeNull();
});

test('names that cannot be loaded are asked for again, those that are there are not', async () => {
  let asked = 0;
  const names = new LocalNames(async () => {
    asked++;
    if (asked === 1) throw new Error('away');
    return { lines: 'Herz' };
  });
  await names.fetch();
  expect(names.names).toBeNull();
  await names.fetch();
  expect(names.names?.nameAt(0)).toBe('Herz');
  await names.fetch();
  expect(asked).toBe(2);
});
