// How long a letter takes on a page with 10,000 messages, and in a bare field on an empty page.
import type { Person } from '@chat/e2e/support/person';
import type { Locator, Page } from '@playwright/test';

const SENTENCE = 'The quick brown fox jumps over the lazy dog, @Ann, and again. ';

declare global {
  interface Window {
    typing: Typing;
  }
}

/** Milliseconds of each letter, from the key on. */
export interface Typing {
  /** Until what its own task and the promises in it draw is laid out: what the page itself takes. */
  laidOut: number[];
  /** Until the frame that shows it is made. A screen of 60 Hz alone is waited for by up to 16.7 ms. */
  framed: number[];
}

/** Types in the composer, and the same in a page that has nothing but a field: what no page can be faster than. */
export async function measureTyping(
  { page, composer }: Person,
  letters: number,
): Promise<{ composer: Typing; bare: Typing }> {
  const inComposer = await type(page, composer, letters);
  const empty = await page.context().newPage();
  await empty.setContent('<textarea rows="1"></textarea>');
  const bare = await type(empty, empty.locator('textarea'), letters);
  await empty.close();
  await page.bringToFront();
  return { composer: inComposer, bare };
}

async function type(page: Page, field: Locator, letters: number): Promise<Typing> {
  await field.focus();
  await page.evaluate(watchKeys);
  const text = SENTENCE.repeat(Math.ceil(letters / SENTENCE.length)).slice(0, letters);
  await page.keyboard.type(text, { delay: 20 });
  await page.waitForFunction((count) => window.typing.framed.length >= count, letters);
  return page.evaluate(() => window.typing);
}

/** In the page: the event itself says when the key came. */
function watchKeys(): void {
  const typing: Typing = { laidOut: [], framed: [] };
  window.typing = typing;
  let key = 0;
  addEventListener('keydown', ({ timeStamp }) => (key = timeStamp), { capture: true });
  const measure = async (since: number) => {
    requestAnimationFrame(() => setTimeout(() => typing.framed.push(performance.now() - since)));
    // Who heard of the letter draws when all have heard of it: a promise later, and these are far more.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    document.body.getBoundingClientRect();
    typing.laidOut.push(performance.now() - since);
  };
  addEventListener('input', () => void measure(key));
}
