// How long a letter takes from the key to where it stands on a page with 10,000 messages.
import type { Person } from '@chat/e2e/support/person';

const SENTENCE = 'The quick brown fox jumps over the lazy dog, @Ann, and again. ';

/** Milliseconds of each letter: from the key's event until all that it changes is laid out. */
export async function measureTyping(
  { page, composer }: Person,
  letters: number,
): Promise<number[]> {
  await composer.focus();
  await page.evaluate(watchKeys);
  const text = SENTENCE.repeat(Math.ceil(letters / SENTENCE.length)).slice(0, letters);
  await page.keyboard.type(text, { delay: 20 });
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken);
}

/** In the page: the event itself says when the key came; a task after it, all changes are made. */
function watchKeys(): void {
  const taken: number[] = [];
  Object.assign(window, { taken });
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      setTimeout(() => {
        document.body.getBoundingClientRect();
        taken.push(performance.now() - timeStamp);
      });
    },
    { capture: true },
  );
}
