import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

/** Posts many messages of somebody, faster than by hand. */
async function post({ page }: Person, texts: readonly string[]): Promise<void> {
  const path = `/api/rooms/${new URL(page.url()).pathname.split('/').at(-1)}/messages`;
  await page.evaluate(
    async ({ path, texts }) => {
      for (const text of texts) {
        const bytes = crypto.getRandomValues(new Uint8Array(11));
        const id = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        const response = await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id, body: { kind: 'text', text } }),
        });
        if (!response.ok) throw new Error(`${text} answered ${response.status}`);
      }
    },
    { path, texts },
  );
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}`);

test('what came while I was away is marked until I have read past it and say so', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  const divider = bob.messages.getByText('New messages', { exact: true });
  await ann.say('seen');
  await bob.reads('seen');
  await bob.page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await ann.say('missed');
  await bob.reads('missed');
  await expect(divider).toBeVisible();
  await bob.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(divider).toBeVisible();
  await bob.composer.press('Escape');
  await expect(divider).toHaveCount(0);

  // Scrolled up: the count, the mark, and End back to the newest.
  await post(ann, lines(1, 60));
  await bob.reads('line 60');
  await bob.messages.evaluate((list) => list.scrollTo({ top: 0 }));
  await expect(bob.button('Jump to newest')).toBeVisible();
  await post(ann, ['late 1', 'late 2', 'late 3']);
  await expect(bob.button('3 new messages')).toHaveText('3 new');
  await bob.button('3 new messages').press('Enter');
  await expect(bob.messages.getByText('late 3')).toBeInViewport();
  await expect(bob.messages).toBeFocused();
  await expect(divider).toBeVisible();
  await bob.say('read');
  await expect(divider).toHaveCount(0);
});

test('what came while no page was open is marked, and reading begins there', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(link);
  const divider = bob.messages.getByText('New messages', { exact: true });
  await ann.say('seen');
  await bob.reads('seen');
  await expect(divider).toHaveCount(0);
  await bob.page.goto('about:blank');
  await post(ann, lines(1, 40));
  await bob.page.goto(link);
  await expect(divider).toBeInViewport();
  await expect(bob.messages.getByText('seen', { exact: true })).toBeInViewport();
  await expect(bob.button('40 new messages')).toBeVisible();
  await expect(bob.page).toHaveTitle(/^\(40\)/);
  await bob.button('40 new messages').click();
  await expect(bob.page).toHaveTitle(/^Ann/);

  // Little of it: at the end, with the mark in sight; also in a room that was not opened on this page yet.
  await bob.page.goto(server.url);
  await post(ann, lines(41, 43));
  await bob.page.getByRole('link', { name: '3 unread messages' }).click();
  await expect(divider).toBeInViewport();
  await expect(bob.messages.getByText('line 43')).toBeInViewport();
  await expect(bob.page).toHaveTitle(/^Ann/);
  await expect(bob.button('Jump to newest')).toHaveCount(0);
  await bob.page.reload();
  await bob.reads('line 43');
  await expect(divider).toHaveCount(0);
});

test('a long conversation: the place is held exactly, and keys and eyes find their way', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await post(ann, lines(1, 180));
  await bob.reads('line 180');
  const messages = bob.messages.locator('article');
  await expect.poll(() => messages.count()).toBeLessThan(150);

  // Whatever changes its size, the line that was read stays where it is.
  await bob.messages.evaluate((list) => (list.scrollTop -= 1_200));
  await expect(bob.button('Jump to newest')).toBeVisible();
  const [anchor, top] = await bob.messages.evaluate((list) => {
    const edge = list.getBoundingClientRect().top;
    const articles = [...list.querySelectorAll('article')];
    const first = articles.find((each) => each.getBoundingClientRect().bottom > edge);
    return [first?.dataset['seq'], first?.getBoundingClientRect().top] as const;
  });
  const place = () =>
    bob.messages.evaluate((list, seq) => {
      const article = list.querySelector(`[data-seq="${seq}"]`);
      return article?.getBoundingClientRect().top;
    }, anchor);
  await post(ann, lines(181, 190));
  await expect(bob.button('10 new messages')).toBeVisible();
  await expect.poll(place).toBeCloseTo(top ?? NaN, 0);
  await bob.composer.fill('one\ntwo\nthree\nfour');
  await expect.poll(place).toBeCloseTo(top ?? NaN, 0);
  await bob.page.setViewportSize({ width: 700, height: 500 });
  await expect.poll(place).toBeCloseTo(top ?? NaN, 0);
  await bob.composer.fill('');

  // One tab stop; the arrows go from message to message, Tab into one.
  await bob.composer.press('End');
  await expect(bob.messages.getByText('line 190')).toBeInViewport();
  await bob.page.keyboard.press('Alt+ArrowUp');
  const focused = bob.page.locator('article:focus');
  await expect(focused).toHaveAccessibleName(/^Ann, .+, line 190$/);
  await bob.page.keyboard.press('ArrowUp');
  await expect(focused).toHaveAccessibleName(/line 189$/);
  await bob.page.keyboard.press('Tab');
  await expect(bob.page.locator(':focus')).toHaveAccessibleName('Message actions');
  await bob.page.keyboard.press('Alt+ArrowDown');
  await expect(focused).toHaveAccessibleName(/line 190$/);
  for (let n = 0; n < 40; n++) await bob.page.keyboard.press('ArrowUp');
  await expect(focused).toHaveAccessibleName(/line 150$/);
  await expect(focused).toBeInViewport();
  await bob.page.keyboard.press('Shift+Escape');
  await expect(bob.messages.getByText('line 190')).toBeInViewport();
  await bob.messages.focus();
  await bob.page.keyboard.press('Tab');
  await expect(bob.button('Jump to newest')).toHaveCount(0);
  await expect(bob.composer).toBeFocused();

  // Several messages are copied with time and name.
  await bob.messages.evaluate((list) => {
    const texts = [...list.querySelectorAll('article .text')].slice(-2);
    getSelection()?.setBaseAndExtent(texts[0]!, 0, texts[1]!, 1);
  });
  await bob.page.keyboard.press('Control+c');
  const copied = await bob.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\d.* Ann: line 189\n\d.* Ann: line 190$/);
});

test('what a screen reader hears: what others write, not what I do', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await ann.createRoom(server.url);
  await ann.say('before Bob came');
  await ann.reads('before Bob came');
  await bob.page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const live = element?.closest('[aria-live="polite"], [role="status"]');
        if (live?.textContent) heard.push(live.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  // What is said before the voice is loaded is heard as well.
  let load = () => {};
  const loaded = new Promise<void>((resolve) => (load = resolve));
  await bob.page.route(/list-part/, async (route) => {
    await loaded;
    await route.continue();
  });
  await bob.join(ann.page.url());
  const heard = () => bob.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await bob.say('of mine');
  await ann.reads('of mine');
  await ann.say('hello');
  await bob.reads('hello');
  load();
  await expect.poll(heard).toContain('Ann: hello');
  await ann.saysAtOnce(...lines(1, 5));
  await expect.poll(heard).toContain('5 new messages from Ann');
  expect((await heard()).join('\n')).not.toMatch(/before Bob came|of mine/);
  await expect(bob.messages).toHaveAttribute('aria-live', 'off');
});

test('a long conversation that is shown again: its beginning is there at once, and the browser can search all of it', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  // The page has no quiet moment until it is given one.
  await ann.page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = [];
    const requestIdleCallback = (run: IdleRequestCallback) => waiting.push(run);
    const quiet = () => {
      for (let run; (run = waiting.shift());) run({ didTimeout: false, timeRemaining: () => 1 });
    };
    Object.assign(window, { requestIdleCallback, quiet });
  });
  await ann.createRoom(server.url);
  await post(ann, lines(1, 600));
  await ann.reads('line 600');
  const rooms = ann.page.getByRole('navigation', { name: 'My rooms' });
  const long = new URL(ann.page.url()).pathname;
  await rooms.getByRole('link', { name: 'Create or join another' }).click();
  await ann.createRoomFromHome();
  await rooms.locator(`a[href="${long}"]`).click();
  await ann.reads('line 600');
  const found = ann.messages.locator('[data-chunk]').filter({ hasText: /line 200\b/ });
  await expect(found).toHaveCount(0);
  const inTheMiddle = () =>
    ann.messages.evaluate((list) => {
      const { left, top, width, height } = list.getBoundingClientRect();
      const element = document.elementFromPoint(left + width / 2, top + height / 2);
      return element?.closest('article')?.textContent;
    });
  await ann.messages.evaluate((list) => list.scrollTo({ top: 5_000 }));
  await expect.poll(inTheMiddle).toMatch(/line \d+/);
  await ann.messages.evaluate((list) => list.scrollTo({ top: 0 }));
  await expect(ann.messages.getByText('line 1', { exact: true })).toBeInViewport();

  await ann.page.evaluate(() => (window as unknown as { quiet: () => void }).quiet());
  await expect(found).toBeAttached();
  await expect(ann.messages.getByText('line 200', { exact: true })).toHaveCount(0);
  // As a browser does that has found something: it says so, and goes there.
  await found.evaluate(async (chunk) => {
    chunk.dispatchEvent(new Event('beforematch', { bubbles: true }));
    await Promise.resolve();
    chunk.scrollIntoView();
  });
  await expect(ann.messages.getByText('line 200', { exact: true })).toBeInViewport();
});
