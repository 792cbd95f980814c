import { afterEach, expect, test, vi } from 'vitest';
import { speak } from '../language.svelte.ts';
import { Suggesting } from './suggesting.svelte.ts';

const typed = (value: string) => ({ value, caret: value.length });

/** What is offered for a text once the emoji are there. */
async function offered(text: string) {
  const suggesting = new Suggesting(() => ['Ann']);
  suggesting.follow(typed(text));
  await vi.waitFor(() => {
    expect(suggesting.offered).not.toEqual([]);
  });
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
  expect(suggesting.accept(typed('gut :red_hea'))).toEqual({ value: 'gut ❤️ ', caret: 7 });
});

test('an English name is marked as one', async () => {
  const suggesting = await offered('well :red_hear');
  expect(suggesting.offered[0]).toEqual({ text: '❤️', label: '❤️ red heart', lang: 'en' });
});
