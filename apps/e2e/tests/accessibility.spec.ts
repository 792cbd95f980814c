import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { joinCrowd } from '../support/crowd.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';
import { sideways } from '../support/pictures.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page, in both themes. */
async function findings(page: Page): Promise<string[]> {
  // Not as a script of the page: its policy allows none but its own.
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const results = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    for (const { id, nodes } of results.violations) {
      for (const { target, failureSummary } of nodes)
        found.push(`${colorScheme}: ${id}: ${target.join(' ')}: ${failureSummary}`);
    }
  }
  return found;
}

test('no axe findings from the name to a room and its door, in both themes', async ({
  server,
  person,
}) => {
  const [ann, bob, eve] = [await person('Ann'), await person('Bob'), await person('Eve')];
  await ann.page.goto(server.url);
  await expect(ann.page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await findings(ann.page), 'name').toEqual([]);
  await ann.introduce(server.url);
  await expect(ann.button('Create room')).toBeVisible();
  expect(await findings(ann.page), 'home').toEqual([]);
  await ann.button('Join room').click();
  expect(await findings(ann.page), 'home with an error').toEqual([]);
  const link = await ann.createRoomFromHome();
  expect(await findings(ann.page), 'empty room').toEqual([]);
  await bob.join(link);
  await ann.say('Hello');
  await bob.say('Hi');
  await ann.reads('Hi');
  await ann.composer.fill('x'.repeat(4_001));
  expect(await findings(ann.page), 'room with messages and a text too long').toEqual([]);
  await ann.button('Room settings').click();
  await ann.button('Lock the room').click();
  await expect(ann.button('Lock the room')).toHaveAttribute('aria-pressed', 'true');
  await ann.page.keyboard.press('Escape');
  await eve.introduce(link);
  await expect(eve.button('Knock')).toBeVisible();
  expect(await findings(eve.page), 'before a locked room').toEqual([]);
  await eve.button('Knock').click();
  await expect(eve.button('Stop waiting')).toBeVisible();
  expect(await findings(eve.page), 'waiting for an answer').toEqual([]);
  await expect(ann.button('Admit Eve')).toBeVisible();
  expect(await findings(ann.page), 'somebody knocks').toEqual([]);
});

test('no axe findings in and after a call, in both themes', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.say('Hello');
  await ann.calls('Bob');
  await expect(bob.page.getByRole('dialog')).toBeVisible();
  expect(await findings(bob.page), 'incoming call').toEqual([]);
  expect(await findings(ann.page), 'ringing').toEqual([]);
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  for (const size of ['Small', 'Large', 'Medium']) {
    await ann.button('Layout').click();
    await ann.button(size).click();
    if (size === 'Small') expect(await findings(ann.page), 'layouts').toEqual([]);
    await ann.page.keyboard.press('Escape');
    expect(await findings(ann.page), `in a call, ${size}`).toEqual([]);
  }
  await ann.button('Camera and sound').click();
  expect(await findings(ann.page), 'camera and sound').toEqual([]);
  await ann.button('Done').click();
  await ann.button('Mute microphone').click();
  await ann.button('Turn camera off').click();
  await bob.button('Share screen').click();
  await expect(ann.page.getByLabel('Screen of Bob')).toBeVisible();
  expect(await findings(ann.page), 'muted, before a shared screen').toEqual([]);
  expect(await findings(bob.page), 'sharing, with who is muted').toEqual([]);
  await ann.page.locator('body').press('Control+/');
  await expect(ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await findings(ann.page), 'keyboard shortcuts').toEqual([]);
  await ann.page.keyboard.press('Escape');
  await ann.page.getByRole('link', { name: 'Create or join another' }).click();
  await expect(ann.button('Go there')).toBeVisible();
  expect(await findings(ann.page), 'a call of another page').toEqual([]);
  await ann.button('Hang up').click();
  await expect(bob.news('The call has ended.')).toBeVisible();
  expect(await findings(bob.page), 'after a call').toEqual([]);
  await bob.page.goto(`${server.url}/r/${'A'.repeat(32)}`);
  await expect(bob.page.getByRole('heading', { name: 'No such room' })).toBeVisible();
  expect(await findings(bob.page), 'no such room').toEqual([]);
});

test('no axe findings in what the owner decides, in both themes', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.button('Room settings').click();
  await expect(ann.button('Lock the room')).toBeVisible();
  expect(await findings(ann.page), 'settings of the room').toEqual([]);
  await ann.button('Lock the room').click();
  await expect(ann.button('Lock the room')).toHaveAttribute('aria-pressed', 'true');
  expect(await findings(ann.page), 'a locked room').toEqual([]);
  await ann.button('Close').click();
  await ann.button('Manage Bob').click();
  await ann.button('Remove from the room').click();
  expect(await findings(ann.page), 'a member to be removed').toEqual([]);
  await ann.page.keyboard.press('Escape');
});

test('no axe findings in what opens in a room, in both themes', async ({ server, person }) => {
  const ann = await person('Ann', { mayFail: true });
  const { keyboard } = ann.page;
  // What a service worker fetches cannot be answered here.
  await ann.page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new Error('not in this test'));
  });
  const link = await ann.createRoom(server.url);
  const crowd = await joinCrowd(link, ['Bob', 'Cem', 'Dan', 'Eve', 'Fay']);
  await expect(ann.messages.getByText('5 people joined')).toBeVisible();
  await ann.page.evaluate(() => window.dispatchEvent(new Event('blur')));
  crowd.say(0, '@Ann, a **list**:\n- `one`\n- https://example.org\n\n> said before');
  await expect(ann.messages.getByText('New messages', { exact: true })).toBeVisible();
  await ann.messages.getByText('5 people joined').click();
  await ann.page.evaluate(() => void Promise.reject(new Error('planted')));
  await expect(ann.button('Dismiss')).toBeVisible();
  await ann.page.route(`${server.url}/`, (route) =>
    route.fulfill({ body: '<script type="module" src="/assets/first-other.js"></script>' }),
  );
  await ann.hasAllParts();
  await ann.page.evaluate(() => dispatchEvent(new Event('vite:preloadError')));
  await expect(ann.button('Reload to update')).toBeVisible();
  expect(await findings(ann.page), 'folded notices, divider, error, update').toEqual([]);
  await ann.button('Dismiss').click();
  await ann.composer.fill('');
  await ann.composer.pressSequentially('@b');
  await expect(ann.page.getByRole('option', { name: 'Bob' })).toBeVisible();
  expect(await findings(ann.page), 'suggestions').toEqual([]);
  await keyboard.press('Escape');
  for (const [button, there] of [
    ['Emoji', ann.page.getByRole('searchbox')],
    ['Settings', ann.page.getByRole('radio', { name: 'Dark' })],
    ['Show QR code', ann.page.getByRole('img', { name: /^QR code/ })],
  ] as const) {
    await ann.button(button).click();
    await expect(there).toBeVisible();
    expect(await findings(ann.page), button).toEqual([]);
    await keyboard.press('Escape');
  }
  await ann.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await ann.button('Copy link').click();
  const byHand = ann.page.getByRole('textbox', { name: 'Copy this link and send it' });
  await expect(byHand).toHaveValue(link);
  expect(await findings(ann.page), 'a link to be copied by hand').toEqual([]);
  await keyboard.press('Escape');
  await ann.page.setViewportSize({ width: 360, height: 740 });
  await ann.button('More').click();
  expect(await findings(ann.page), 'more').toEqual([]);
  await keyboard.press('Escape');
  await ann.button('Show members (6)').click();
  expect(await findings(ann.page), 'members over the conversation').toEqual([]);
  crowd.close();
});

/** What a finger could miss: everything that is pressed and less than 44 px wide or high. */
function tooSmall(page: Page): Promise<string[]> {
  return page.locator('button, summary, select, label:has(> input)').evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return Math.min(width, height) < 44;
      })
      .map((element) => element.outerHTML),
  );
}

type TabTo = (one: Person, name: string) => Promise<void>;

/** Everything that one can do in a call, without a mouse. */
async function callByKeys(ann: Person, bob: Person, tabTo: TabTo): Promise<void> {
  const { keyboard } = ann.page;
  const press = async (name: string, key = 'Enter') => {
    await tabTo(ann, name);
    await keyboard.press(key);
  };
  await expect(ann.button('Mute microphone')).toBeVisible();
  await keyboard.press('Control+d');
  await expect(bob.page.locator('.them').getByText('Ann is muted')).toBeVisible();
  await ann.page.getByRole('log').focus();
  await keyboard.down(' ');
  await expect(bob.page.locator('.them').getByText('Ann is muted')).toBeHidden();
  await keyboard.up(' ');
  await expect(bob.page.locator('.them').getByText('Ann is muted')).toBeVisible();
  await press('Unmute microphone');
  await expect(ann.button('Mute microphone')).toBeFocused();
  await keyboard.press('Control+e');
  await expect(ann.button('Turn camera on')).toBeVisible();
  await press('Turn camera on', 'Space');
  await expect(ann.button('Turn camera off')).toBeFocused();
  await press('Share screen');
  await expect(bob.page.getByLabel('Screen of Ann')).toBeVisible();
  await press('Smooth for video');
  await press('Stop sharing');
  await expect(bob.page.getByLabel('Screen of Ann')).toBeHidden();
  await press('Layout');
  await press('Large');
  await expect(ann.button('Large')).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('Escape');
  await press('Move my picture', 'ArrowLeft');
  await press('Hide my picture');
  await press('Show my picture');
  await press('Camera and sound');
  await expect(ann.page.getByRole('dialog', { name: 'Camera and sound' })).toBeVisible();
  await ann.page.getByLabel('Microphone', { exact: true }).focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Escape');
  await expect(ann.button('Camera and sound')).toBeFocused();
  await keyboard.press('Enter');
  await press('Done');
  await expect(ann.button('Camera and sound')).toBeFocused();
  // Round all regions and back to the field.
  await ann.composer.focus();
  for (const region of ['Call', 'header', 'Members', 'Messages']) {
    await keyboard.press('F6');
    const here = await ann.page.evaluate(() => {
      const regions = '[data-region]';
      const region = document.activeElement?.closest(regions);
      return region?.getAttribute('aria-label') ?? region?.tagName.toLowerCase();
    });
    expect(here).toBe(region);
  }
  await keyboard.press('F6');
  await expect(ann.composer).toBeFocused();
  await keyboard.press('Shift+F6');
  await expect(ann.messages).toBeFocused();
  await keyboard.press('?');
  await expect(ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(ann.messages).toBeFocused();
}

test('keyboard alone: name, create, write, call, everything in a call, hang up, leave', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const tabTo = async ({ page }: { page: Page }, name: string) => {
    const target = page.getByRole('button', { name, exact: true });
    for (let n = 0; n < 60; n++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await ann.page.goto(server.url);
  await expect(ann.page.getByLabel('Your name')).toBeFocused();
  await ann.page.keyboard.type('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { name: 'Hello' })).toBeFocused();
  await tabTo(ann, 'Create room');
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await bob.join(ann.page.url());
  await ann.page.keyboard.type('typed without a mouse');
  await ann.page.keyboard.press('Enter');
  await bob.reads('typed without a mouse');
  await expect(ann.composer).toBeFocused();
  await tabTo(ann, 'Call Bob');
  await ann.page.keyboard.press('Enter');
  await expect(bob.page.getByRole('dialog')).toBeVisible();
  await tabTo(bob, 'Accept with video');
  await bob.page.keyboard.press('Space');
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await callByKeys(ann, bob, tabTo);
  await tabTo(ann, 'Hang up');
  await ann.page.keyboard.press('Enter');
  await expect(bob.news('The call has ended.')).toBeVisible();
  // Each thing that was pressed is gone; the keyboard stays near it.
  await expect(
    ann.page.locator('main').getByRole('button', { name: 'Close', exact: true }),
  ).toBeFocused();
  await ann.page.keyboard.press('Enter');
  await expect(ann.messages).toBeFocused();
  await tabTo(ann, 'Leave room');
  await ann.page.keyboard.press('Enter');
  await expect(ann.button('Create room')).toBeVisible();
  await expect(ann.page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('320 px wide, nothing scrolls sideways and everything is reachable', async ({
  server,
  person,
}) => {
  const ann = await person('A name that is as long as it may ever be!');
  await ann.page.setViewportSize({ width: 320, height: 640 });
  const devTools = await ann.page.context().newCDPSession(ann.page);
  await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  // What a phone's own sheet is given.
  await ann.page.addInitScript(() => {
    navigator.share = (data) => Promise.resolve(void (document.title = data?.url ?? ''));
  });
  await ann.introduce(server.url);
  await ann.button('Create room').click();
  await expect(ann.composer).toBeVisible();
  // No keyboard jumps up by itself.
  await expect(ann.composer).not.toBeFocused();
  // There Enter ends the line.
  await ann.say('x'.repeat(300));
  await ann.button('Send').click();
  expect(await sideways(ann.page)).toBe(0);
  await ann.acts('x'.repeat(300), 'React with heart');
  await expect(ann.messages.locator('[aria-pressed]')).toBeVisible();
  await ann.button('Emoji').click();
  await expect(ann.page.getByRole('searchbox')).toBeVisible();
  expect(await tooSmall(ann.page)).toEqual([]);
  await ann.page.keyboard.press('Escape');
  await ann.button('Show members (1)').click();
  await expect(ann.members.nth(0)).toBeVisible();
  expect(await tooSmall(ann.page)).toEqual([]);
  expect(await sideways(ann.page)).toBe(0);
  await ann.button('Share link').click();
  await expect(ann.page).toHaveTitle(ann.page.url());
  // Escape puts away what lies uppermost, and no more.
  await ann.button('Show QR code').press('Enter');
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(ann.button('Show QR code')).toBeFocused();
  await ann.button('Hide members').click();
  await expect(ann.composer).toBeVisible();
  await ann.button('Show members (1)').click();
  await expect(ann.members.nth(0)).toBeVisible();
  await ann.page.goBack();
  await expect(ann.members.nth(0)).toBeHidden();
  await expect(ann.composer).toBeVisible();

  // What is used less is behind one button, and gives the focus back to it.
  const title = await ann.page.getByRole('heading', { level: 1 }).boundingBox();
  expect(title?.width).toBeGreaterThan(80);
  await ann.button('More').press('Enter');
  await expect(ann.page.getByText('Room settings', { exact: true })).toBeInViewport();
  expect(await sideways(ann.page)).toBe(0);
  await ann.button('Room settings').press('Enter');
  await expect(ann.button('Lock the room')).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(ann.button('More')).toBeFocused();
  await ann.page.keyboard.press('Enter');
  await ann.button('Settings').press('Enter');
  await expect(ann.page.getByRole('radio', { name: 'Dark' })).toBeInViewport();
  expect(await tooSmall(ann.page)).toEqual([]);
  expect(await sideways(ann.page)).toBe(0);
  await ann.button('Close').press('Enter');
  await expect(ann.button('More')).toBeFocused();
  await ann.page.keyboard.press('Enter');
  ann.page.once('dialog', (question) => void question.accept());
  await ann.button('Leave room').click();
  await expect(ann.button('Create room')).toBeVisible();
  expect(await sideways(ann.page)).toBe(0);
});
