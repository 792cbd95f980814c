import { afterEach, expect, test, vi } from 'vitest';
import { speak } from '../language.svelte.ts';
import { Suggesting } from './suggesting.svelte.ts';
import type { Written } from './written.ts';

const typed = (value: string) => ({ value, caret: value.length });

/** What is offered for a text once the emoji are there. */
async function offered(text: string) {
  const suggesting = new Suggesting(() => ['Ann']);
  suggesting.follow(typed(text));
  // All names of emoji are read for it, from a cold disk perhaps.
  await vi.waitUntil(() => suggesting.offered.length > 0, { timeout: 60_000 });
  return suggesting;
}

afterEach(() => speak('en'));

test('an emoji is offered by its name in the language of the page, also while that changes', async () => {
  await speak('de');
  const suggesting = await offered('gut :rotes_he');
  expect(suggesting.offered).toEqual([{ text: '❤️', label: '❤️ rotes Herz', lang: undefined }]);
  suggesting.follow(typed('gut :red_hea'));
  expect(suggesting.offered[0]?.label).toBe('❤️ rotes Herz');
  await speak('es');
  expect(suggesting.offered[0]?.label).toBe('❤️ corazón rojo');
  expect(suggesting.accept(typed('gut :red_hea'))).toEqual({ text: '❤️ ', start: 4, end: 12 });
});

test('an English name is marked as one', async () => {
  const suggesting = await offered('well :red_hear');
  expect(suggesting.offered[0]).toEqual({ text: '❤️', label: '❤️ red heart', lang: 'en' });
});

/** `|` stands for the caret. */
const written = (marked: string): Written => ({
  value: marked.replace('|', ''),
  caret: marked.indexOf('|'),
});

/** What is offered after each of these texts. */
function typing(...texts: string[]) {
  const suggesting = new Suggesting(() => ['Bob', 'Bo']);
  for (const text of texts) suggesting.follow(written(text));
  return suggesting;
}

const labels = ({ offered }: Suggesting) => offered.map(({ label }) => label);

test('a caret that leaves the word takes the offer with it; one that moves within it narrows or widens it', () => {
  const suggesting = typing('hello @bob|');
  expect(labels(suggesting)).toEqual([]);
  suggesting.moveCaret(written('hello @b|ob'));
  expect(labels(suggesting)).toEqual(['Bob', 'Bo']);
  suggesting.moveCaret(written('|hello @bob'));
  expect(labels(suggesting)).toEqual([]);
  suggesting.moveCaret(written('hello @b|ob'));
  expect(labels(suggesting)).toEqual([]);
});

test('nothing is completed where the caret is not in the word, also when nobody told that it moved', () => {
  const suggesting = typing('hello @b|');
  expect(suggesting.accept(written('|hello @b'))).toBeNull();
  expect(labels(suggesting)).toEqual([]);
  expect(typing('hello @b|').accept(written('hello @b|'))).toEqual({
    ...{ text: '@Bob ', start: 6, end: 8 },
  });
});

test('what was put away stays away for this word, and comes again for another one', () => {
  const suggesting = typing('@b|');
  suggesting.dismiss();
  for (const text of ['@bo|', '@b|', '@b |']) {
    suggesting.follow(written(text));
    expect(labels(suggesting)).toEqual([]);
  }
  suggesting.follow(written('@b @b|'));
  expect(labels(suggesting)).toEqual(['Bob', 'Bo']);
  suggesting.dismiss();
  // Another message: the same place of it is another word.
  suggesting.close();
  suggesting.follow(written('@b @b|'));
  expect(labels(suggesting)).toEqual(['Bob', 'Bo']);
});
