import type { Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { calls, inCall } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import { keepsShowing } from '../support/players.ts';

/** Remembers the players that are in the page now. */
async function markPlayers(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { marked: [...document.querySelectorAll('.call video')] });
  });
}

/** How many of the remembered players are still where they were, playing the same stream. */
function keptPlayers(page: Page): Promise<boolean[]> {
  return page.evaluate(() => {
    const { marked } = window as unknown as { marked: HTMLVideoElement[] };
    const now = [...document.querySelectorAll('.call video')];
    return marked.map((player, n) => now[n] === player && player.isConnected);
  });
}

/** Whether the menu of the layouts is right above or below its button, and in the middle of it as far as the window allows. */
function isMenuAtButton(page: Page): Promise<boolean> {
  return page.getByRole('button', { name: 'Layout', exact: true }).evaluate((button) => {
    const menu = document.querySelector('.layouts')?.getBoundingClientRect();
    if (!menu) return false;
    const { top, bottom, left, right } = button.getBoundingClientRect();
    const gap = Math.max(top - menu.bottom, menu.top - bottom);
    const last = innerWidth - menu.width - 8;
    const wanted = Math.max(8, Math.min((left + right - menu.width) / 2, last));
    return gap >= 0 && gap < 8 && Math.abs(menu.left - wanted) < 1;
  });
}

const sizes = async (one: Person, size: string) => {
  await one.button('Layout').click();
  await one.button(size).click();
  await one.page.keyboard.press('Escape');
};

calls('no change of the layout starts a picture anew or moves the focus', async ({ room }) => {
  const [ann] = await inCall(room);
  const { page } = ann;
  const theirs = page.getByLabel('Picture of Bob');
  await keepsShowing(theirs);
  await markPlayers(page);
  const players = (await keptPlayers(page)).length;
  const same = Array.from({ length: players }, () => true);
  await ann.button('Layout').click();
  for (const size of ['Small', 'Large', 'Medium']) {
    await ann.button(size).click();
    await expect(ann.button(size)).toBeFocused();
    await expect(ann.button(size)).toHaveAttribute('aria-pressed', 'true');
    // The menu goes where its button goes.
    await expect.poll(() => isMenuAtButton(page), size).toBe(true);
    expect(await keptPlayers(page), size).toEqual(same);
    await keepsShowing(theirs);
  }
  await page.keyboard.press('Escape');
  await expect(ann.button('Layout')).toBeFocused();
});

calls('one can write beside a call of any size', async ({ room }) => {
  const [ann, bob] = await inCall(room);
  for (const size of ['Small', 'Large']) {
    await sizes(ann, size);
    await ann.say(`written beside a ${size} call`);
    await bob.reads(`written beside a ${size} call`);
    await expect(ann.composer).toBeFocused();
  }
});

calls(
  'neither width nor full screen nor hiding my picture starts a picture anew',
  async ({ room }) => {
    const [ann] = await inCall(room);
    const { page } = ann;
    const theirs = page.getByLabel('Picture of Bob');
    await keepsShowing(theirs);
    await markPlayers(page);
    const same = (await keptPlayers(page)).map(() => true);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await ann.composer.fill(`at ${width}`);
      await expect(theirs).toBeVisible();
      await expect(ann.button('Hang up')).toBeVisible();
    }
    await ann.button('Layout').click();
    await ann.button('Full screen').click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBe('HTML');
    // A browser that fills the screen closes menus; the focus goes back to where it was. The window may have lost it.
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await expect.poll(focused).toBe('Layout');
    await ann.button('Layout').click();
    await ann.button('Leave full screen').click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
    if (await ann.button('Full screen').isHidden()) await ann.button('Layout').click();
    await ann.button('Hide my picture').nth(1).click();
    await expect(page.getByLabel('Your picture')).toBeHidden();
    await page.keyboard.press('Escape');
    await ann.button('Show my picture').click();
    await expect(page.getByLabel('Your picture')).toBeVisible();
    await expect(ann.button('Hide my picture').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(ann.button('Show my picture').first()).toBeFocused();
    await page.keyboard.press('Enter');
    expect(await keptPlayers(page), 'to the end').toEqual(same);
    await keepsShowing(theirs);
  },
);

calls('the call can be put into a small window of its own, and comes back', async ({ room }) => {
  const [ann] = await inCall(room);
  const { page } = ann;
  // A window without a head has no such windows above it: a frame stands for it.
  await page.evaluate(() => {
    const requestWindow = async () => {
      const frame = document.createElement('iframe');
      frame.title = 'picture in picture';
      document.body.append(frame);
      const inside = frame.contentWindow;
      if (inside) inside.close = () => frame.remove();
      return inside;
    };
    Object.defineProperty(window, 'documentPictureInPicture', { value: { requestWindow } });
  });
  await markPlayers(page);
  await ann.button('Layout').click();
  await ann.button('Picture in picture').click();
  const small = page.frameLocator('iframe');
  await keepsShowing(small.getByLabel('Picture of Bob'));
  await keepsShowing(page.getByLabel('Picture of Bob'));
  await small.getByRole('button', { name: 'Mute microphone' }).click();
  await expect(ann.button('Unmute microphone')).toBeVisible();
  await small.getByRole('button', { name: 'Leave picture in picture' }).click();
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(new Set(await keptPlayers(page))).toEqual(new Set([true]));
});

calls('my picture goes to any corner, by hand and by keys, and stays there', async ({ room }) => {
  const [ann, bob] = await inCall(room);
  const { page } = ann;
  const mine = page.getByLabel('Your picture');
  const stage = page.locator('.stage .stage');
  const where = async () => {
    const [box, all] = [await mine.boundingBox(), await stage.boundingBox()];
    if (!box || !all) return '';
    const top = box.y + box.height / 2 < all.y + all.height / 2;
    const left = box.x + box.width / 2 < all.x + all.width / 2;
    return `${top ? 'top' : 'bottom'} ${left ? 'left' : 'right'}`;
  };
  expect(await where()).toBe('bottom right');
  await ann.button('Move my picture').focus();
  for (const [key, place] of [
    ['ArrowLeft', 'bottom left'],
    ['ArrowUp', 'top left'],
    ['ArrowRight', 'top right'],
    ['Enter', 'bottom right'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(where).toBe(place);
    await expect(ann.button('Move my picture')).toBeFocused();
  }
  const [from, all] = [await mine.boundingBox(), await stage.boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 40);
  await page.mouse.down();
  await page.mouse.move((all?.x ?? 0) + 60, (all?.y ?? 0) + 90, { steps: 4 });
  await page.mouse.up();
  await expect.poll(where).toBe('top left');
  const transform = (one: Person, name: string) =>
    one.page.getByLabel(name).evaluate((video) => getComputedStyle(video).transform);
  expect(await transform(ann, 'Your picture'), 'a mirror for me').toBe('matrix(-1, 0, 0, 1, 0, 0)');
  expect(await transform(bob, 'Picture of Ann'), 'and for nobody else').toBe('none');
  await ann.button('Hang up').click();
  await ann.calls('Bob');
  await expect.poll(where).toBe('top left');
});

calls('controls leave the picture alone after a while, and come back', async ({ room }) => {
  const [ann] = await inCall(room);
  const bar = ann.page.locator('.call > .bar');
  const seen = () => bar.evaluate((element) => Number(getComputedStyle(element).opacity));
  await ann.composer.focus();
  await expect.poll(seen).toBe(0);
  await ann.page.locator('.stage .stage').hover();
  await expect.poll(seen).toBe(1);
  await ann.button('Mute microphone').focus();
  await ann.page.mouse.move(0, 0);
  await expect(ann.page.locator('.call.idle')).toBeVisible();
  expect(await seen(), 'what has the focus stays').toBe(1);
});

calls('closing the tab in a call asks, once', async ({ room }) => {
  const [ann] = await inCall(room);
  const asked: string[] = [];
  ann.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  // A browser asks only for pages that somebody has used.
  await ann.button('Mute microphone').click();
  await ann.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  const closed = ann.page.waitForEvent('close');
  await ann.page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toHaveLength(1);
});

calls(
  'where the browser wants a press before sound, there is one thing to press',
  async ({ room }) => {
    const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
    await ann.page.evaluate(() => {
      const { value: play } = Object.getOwnPropertyDescriptor(
        HTMLMediaElement.prototype,
        'play',
      ) as { value: (this: HTMLMediaElement) => Promise<void> };
      HTMLMediaElement.prototype.play = async function () {
        if (!this.muted) throw new DOMException('', 'NotAllowedError');
        return play.call(this);
      };
      addEventListener('pointerdown', () => (HTMLMediaElement.prototype.play = play), true);
    });
    await ann.button('Call Bob').press('Enter');
    await bob.button('Accept with video').click();
    const hear = ann.button('Tap to hear Bob');
    await expect(hear).toBeVisible();
    await hear.click();
    await expect(hear).toBeHidden();
    await keepsShowing(ann.page.getByLabel('Picture of Bob'));
  },
);

calls(
  'without the part of the page for calls, the page says so and tries again',
  async ({ server, person }) => {
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    // What a service worker fetches cannot be held up here.
    await ann.page.addInitScript(() => {
      navigator.serviceWorker.register = () => Promise.reject(new Error('not in this test'));
    });
    // Not `call-length`, whose name begins alike.
    const part = /\/assets\/call-[\w-]{7}\.js$/;
    await ann.page.route(part, (route) => route.abort());
    await bob.join(await ann.createRoom(server.url));
    await ann.calls('Bob');
    await expect(ann.page.getByText('Calls cannot be loaded right now.')).toBeVisible();
    await ann.page.unroute(part);
    await ann.calls('Bob');
    await expect(bob.button('Accept with video')).toBeVisible();
    await expect(ann.page.getByText('Calls cannot be loaded right now.')).toBeHidden();
  },
);

calls('a newer version is offered after the call, not during it', async ({ room }) => {
  const [ann] = await inCall(room);
  // The network is the page's own here: what a service worker fetches cannot be answered by a test.
  await ann.page.evaluate(() => {
    const fetched = window.fetch.bind(window);
    window.fetch = (input, init) =>
      input === '/'
        ? Promise.resolve(
            new Response('<script type="module" src="/assets/first-other.js"></script>'),
          )
        : fetched(input, init);
    dispatchEvent(new Event('vite:preloadError'));
  });
  const update = ann.button('Reload to update');
  await ann.button('Mute microphone').click();
  await expect(ann.button('Unmute microphone')).toBeVisible();
  await expect(update).toHaveCount(0);
  await ann.button('Hang up').click();
  await expect(update).toBeVisible();
});
