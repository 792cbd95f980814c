import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { Person } from '../support/person.ts';
import { startServer } from '../support/server.ts';

/** Everything that this browser keeps for the origin of the page, as JSON. */
function storedIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const rows: unknown[] = [];
    for (const { name = '' } of databases) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no database'));
      });
      for (const store of db.objectStoreNames) {
        rows.push(
          await new Promise((resolve) => {
            const request = db.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
          }),
        );
      }
      db.close();
    }
    return JSON.stringify([rows, Object.entries(localStorage), Object.entries(sessionStorage)]);
  });
}

/** Lists without those that have not arrived: for comparing what two people see. */
const ofOne = (texts: string[], name: string) => texts.filter((text) => text.startsWith(name));

test('two people write while the server is killed and started five times: nothing is missing, nothing is double', async ({
  person,
}) => {
  const server = await startServer();
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  const written: Record<string, string[]> = { Ann: [], Bob: [] };
  const write = async (one: Person) => {
    const texts = written[one.name] ?? [];
    texts.push(`${one.name} ${texts.length + 1}`);
    await one.say(texts.at(-1) ?? '');
  };
  for (let round = 1; round <= 5; round++) {
    await write(ann);
    await write(bob);
    await server.stop('SIGKILL');
    await write(bob);
    await write(ann);
    await server.start();
    await write(ann);
    await write(bob);
  }
  for (const one of [ann, bob]) {
    await expect(one.messages.locator('article')).toHaveCount(30, { timeout: 40_000 });
    await expect(one.messages.getByText('Sending…')).toHaveCount(0, { timeout: 40_000 });
  }
  const texts = await ann.texts();
  expect(await bob.texts()).toEqual(texts);
  expect(ofOne(texts, 'Ann')).toEqual(written['Ann']);
  expect(ofOne(texts, 'Bob')).toEqual(written['Bob']);
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Ann’s room');
  await server.close();
});

test('what was written without a network survives a reload and is sent once', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await ann.say('before');
  await bob.reads('before');
  await bob.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect.poll(() => storedIn(bob.page)).toContain('"text":"before"');
  await expect.poll(() => missingParts(bob.page)).toEqual([]);
  tunnel.cut();
  await bob.say('written in a tunnel');
  await bob.reads('written in a tunnel');
  await expect.poll(() => storedIn(bob.page)).toContain('written in a tunnel');
  await bob.page.reload();
  // The room is painted from what this browser kept: there is no way to the server.
  await bob.reads('before', 'written in a tunnel');
  await expect(bob.page.getByText('1 message will be sent when you are back.')).toBeVisible();
  tunnel.mend();
  await ann.reads('written in a tunnel');
  await bob.say('and out again');
  await ann.reads('and out again');
  expect(await ann.texts()).toEqual(['before', 'written in a tunnel', 'and out again']);
  expect(await bob.texts()).toEqual(await ann.texts());
});

test('without a network the start page opens with what is kept before all others', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(tunnel.through(await ann.createRoom(server.url)));
  await expect.poll(() => missingParts(bob.page)).toEqual([]);
  await bob.page.evaluate(async () => {
    const cache = await caches.open('shell');
    const html = (await (await cache.match('/'))?.text()) ?? '';
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      if (pathname !== '/' && !html.includes(`"${pathname}"`)) await cache.delete(url);
    }
  });
  // What the worker does not keep shall not come out of the browser's own cache.
  const browser = await bob.page.context().newCDPSession(bob.page);
  await browser.send('Network.clearBrowserCache');
  tunnel.cut();
  await bob.page.goto(tunnel.through(server.url));
  await expect(bob.page.getByRole('link', { name: 'Ann’s room' })).toBeVisible();
  await expect(bob.button('Create room')).toBeVisible();
});

test('edit, delete and reactions reach the others, and last', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(link);
  await ann.say('frist');
  await ann.say('second');
  await bob.reads('frist', 'second');

  await ann.acts('frist', 'Edit');
  await expect(ann.composer).toHaveValue('frist');
  await ann.composer.fill('first');
  await ann.composer.press('Enter');
  await bob.reads('first');
  await expect(bob.messages.getByText('edited')).toBeVisible();

  await bob.acts('first', 'React with thumbs up');
  const reaction = ann.messages.getByRole('button', { name: 'thumbs up: Bob' });
  await expect(reaction).toBeVisible();
  await reaction.click();
  await expect(bob.messages.getByRole('button', { name: 'thumbs up: Bob and Ann' })).toBeVisible();

  await ann.acts('second', 'Delete');
  await expect(bob.messages.getByText('Message deleted')).toBeVisible();
  // The button that opened its actions is gone with it.
  await expect(ann.page.locator(':focus')).toHaveAccessibleName(/Message deleted$/);
  await expect(bob.messages.getByText('second')).toHaveCount(0);

  const cleo = await person('Cleo');
  await cleo.join(link);
  expect(await cleo.texts()).toEqual(['first', 'Message deleted']);
  await expect(cleo.messages.getByRole('button', { name: /^thumbs up/ })).toBeVisible();
});

test('arrow-up in an empty composer edits my last message; Escape leaves it as it was', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  await ann.say('one');
  await ann.reads('one');
  await ann.composer.press('ArrowUp');
  await expect(ann.composer).toHaveValue('one');
  await ann.composer.press('End');
  await ann.page.keyboard.type(' and a half');
  await ann.composer.press('Escape');
  await expect(ann.composer).toHaveValue('');
  expect(await ann.texts()).toEqual(['one']);
  await ann.composer.fill('something new');
  await ann.composer.press('ArrowUp');
  await expect(ann.composer).toHaveValue('something new');
});

test('scrolling back loads what was said before, and holds the place', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await ann.page.evaluate(
    async (path) => {
      for (let n = 1; n <= 230; n++) {
        const body = { id: String(n).padStart(22, '0'), body: { kind: 'text', text: `line ${n}` } };
        const response = await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        if (!response.ok) throw new Error(`line ${n} answered ${response.status}`);
      }
    },
    `/api/rooms/${link.split('/').at(-1)}/messages`,
  );
  await ann.reads('line 230');
  await bob.join(link);
  await bob.reads('line 230');
  await expect(bob.messages.getByText('line 1', { exact: true })).toHaveCount(0);
  const top = bob.messages.getByText('line 31', { exact: true });
  // As the browser has drawn it: between what comes and the next frame it may be anywhere.
  const placeOf = () =>
    top.evaluate(
      (line) =>
        new Promise<number>((resolve) => {
          const drawn = new IntersectionObserver(([entry]) => {
            drawn.disconnect();
            resolve(Math.round(entry?.boundingClientRect.y ?? NaN));
          });
          drawn.observe(line);
        }),
    );
  await bob.messages.evaluate((list) => list.scrollTo({ top: 0 }));
  const before = await placeOf();
  await expect(bob.messages.getByText('line 1', { exact: true })).toHaveCount(1);
  await expect.poll(placeOf).toBeGreaterThan(before - 120);
  await expect(top).toBeInViewport();
  // Around the place all is drawn, in order; what is far away is not.
  await expect
    .poll(() => bob.texts())
    .toEqual(expect.arrayContaining(['line 1', 'line 30', 'line 31', 'line 60']));
  const texts = await bob.texts();
  expect(texts).toEqual(texts.map((_, n) => `line ${n + 1}`));
  expect(texts.length).toBeLessThan(230);
});

test('[S41] leaving a room erases what this browser kept of it', async ({ server, person }) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  await ann.say('a secret of this room');
  await ann.reads('a secret of this room');
  const kept = () => storedIn(ann.page);
  await expect.poll(kept).toContain('a secret of this room');
  await ann.page.evaluate(() => history.pushState(null, '', location.pathname));
  ann.page.once('dialog', (question) => void question.accept());
  await ann.button('Leave room').click();
  await expect(ann.button('Create room')).toBeVisible();
  await expect.poll(kept).not.toContain('a secret of this room');
  // Who goes back to it is asked first.
  await ann.page.goBack();
  await expect(ann.page.getByRole('heading', { name: 'Join “Ann’s room” as' })).toBeVisible();
});

test('two tabs of one person: leaving in one takes nothing from the other', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  // A page that is on its way while the worker starts would be without it until it is loaded again.
  await bob.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const tab = new Person({
    name: bob.name,
    context: bob.context,
    page: await bob.context.newPage(),
  });
  await tab.page.goto(bob.page.url());
  await expect(tab.composer).toBeVisible();
  tunnel.cut();
  await tab.say('still to be sent');
  await expect.poll(() => storedIn(tab.page)).toContain('still to be sent');
  // Who leaves before it is sent is asked, and can stay.
  const asked = tab.page.waitForEvent('dialog');
  const leaving = tab.button('Leave room').click();
  expect((await asked).message()).toContain('1 message was not sent yet');
  await (await asked).dismiss();
  await leaving;
  // The other tab keeps the room, once it has heard that it was left.
  await tab.page.evaluate(() => {
    addEventListener('storage', ({ key }) => {
      if (key === 'chat.rooms') Object.assign(window, { hasHeard: true });
    });
  });
  await bob.button('Leave room').click();
  await expect(bob.button('Create room')).toBeVisible();
  await tab.page.waitForFunction(() => 'hasHeard' in window);
  await tab.page.reload();
  await expect(tab.page.getByText('1 message will be sent when you are back.')).toBeVisible();
  tunnel.mend();
  await ann.reads('still to be sent');
  await tab.reads('still to be sent');
});

test('what a closed tab had not sent is sent by the other tab of that person', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  const page = await bob.context.newPage();
  const tab = new Person({ name: bob.name, context: bob.context, page });
  await page.goto(bob.page.url());
  await expect(tab.composer).toBeVisible();
  tunnel.cut();
  await tab.say('first of the closed tab');
  await tab.say('second of the closed tab');
  await expect.poll(() => storedIn(page)).toContain('second of the closed tab');
  await page.close();
  await bob.say('of the tab that stays');
  tunnel.mend();
  await ann.reads('first of the closed tab', 'second of the closed tab', 'of the tab that stays');
  expect(await bob.texts()).toEqual(await ann.texts());
});

test('reacting to an old message leaves the reader where they are', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  for (let n = 1; n <= 30; n++) await ann.say(`line ${n}.`);
  await expect(bob.messages.getByText('line 30.', { exact: true })).toBeInViewport();
  await bob.messages.evaluate((list) => list.scrollTo({ top: 0 }));
  await expect(bob.button('Jump to newest')).toBeVisible();
  await bob.acts('line 3.', 'React with heart');
  await expect(ann.messages.getByRole('button', { name: 'heart: Bob' })).toHaveCount(1);
  await expect(bob.messages.getByText('line 3.', { exact: true })).toBeInViewport();
  await expect(bob.button('Jump to newest')).toBeVisible();
});

/** What the service worker has not fetched yet of all parts of the page. */
async function missingParts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const cache = await caches.open('shell');
    const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    const list = kept.find((path) => path.startsWith('/assets/parts-')) ?? '';
    const parts = (await (await cache.match(list))?.json()) as string[] | undefined;
    return parts?.filter((path) => !kept.includes(path)) ?? ['the list'];
  });
}
