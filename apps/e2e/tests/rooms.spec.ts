import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

const list = ({ page }: Person): Locator => page.getByRole('navigation', { name: 'My rooms' });
const row = (person: Person, title: string): Locator =>
  list(person).getByRole('link').filter({ hasText: title });
const title = ({ page }: Person): Locator => page.getByRole('heading', { level: 1 });

/** Makes one more room, without leaving the one that one is in. */
async function createAnother(person: Person): Promise<string> {
  await list(person).getByRole('link', { name: 'Create or join another' }).click();
  return person.createRoomFromHome();
}

test('several rooms: unread, last line, draft and place are kept, over one socket; one is left', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  let sockets = 0;
  bob.page.on('websocket', () => (sockets += 1));
  const hers = await ann.createRoom(server.url);
  await bob.createRoom(server.url);
  for (let n = 1; n <= 30; n++) await bob.say(`mine ${n}`);
  await expect(list(bob)).toContainText('Other rooms that you join are listed here.');
  // What the server has not taken yet when a page goes, that page may not have kept.
  const last = bob.messages.getByRole('article', { name: 'mine 30' });
  await expect(last.getByRole('img', { name: 'Sent' })).toBeVisible();

  // A link that is opened later asks under which name, with the one of before.
  await bob.page.goto(hers);
  await expect(title(bob)).toHaveText('Join “Ann’s room” as');
  await expect(bob.page.getByText('One person is in there.')).toBeVisible();
  await expect(bob.page.getByLabel('Your name')).toHaveValue('Bob');
  sockets = 0;
  await bob.page.keyboard.press('Enter');
  await expect(title(bob)).toHaveText('Ann’s room');
  await expect(bob.composer).toBeFocused();
  await expect(row(bob, 'Ann’s room')).toHaveAttribute('aria-current', 'page');
  await expect(row(bob, 'Bob’s room')).toContainText('You: mine 30');
  await bob.composer.fill('a draft for Ann');

  // By keyboard into the other room: it opens where it was left, each with its own draft.
  await row(bob, 'Bob’s room').focus();
  await bob.page.keyboard.press('Enter');
  await expect(title(bob)).toHaveText('Bob’s room');
  await expect(bob.composer).toHaveValue('');
  await bob.composer.press('ArrowUp');
  await bob.composer.fill('an edit that is half written');
  await expect(row(bob, 'Ann’s room')).toContainText('Draft: a draft for Ann');
  const seventh = bob.messages.getByText('mine 7', { exact: true });
  await seventh.evaluate((message) => message.scrollIntoView({ block: 'start' }));
  const before = await seventh.boundingBox();

  // What comes meanwhile is counted, in the list and in the title of the page.
  await ann.say('are you there?');
  await ann.say('@Bob look');
  await expect(row(bob, 'Ann’s room')).toContainText('2 unread messages, you are mentioned');
  await expect(bob.page).toHaveTitle('(2) Bob’s room · Chat');
  await row(bob, 'Ann’s room').click();
  await bob.reads('are you there?', '@Bob look');
  await expect(bob.page).toHaveTitle('Ann’s room · Chat');
  await expect(bob.composer).toHaveValue('a draft for Ann');
  await bob.page.goBack();
  await expect(title(bob)).toHaveText('Bob’s room');
  await expect
    .poll(async () => Math.round((await seventh.boundingBox())?.y ?? 0))
    .toBe(Math.round(before?.y ?? -1));
  await expect(bob.composer).toHaveValue('an edit that is half written');
  await bob.composer.press('Escape');
  await expect(bob.composer).toHaveValue('');
  expect(sockets, 'all rooms go over one socket').toBeLessThanOrEqual(1);

  // A reload forgets nothing of it, and nobody saw anything of all this.
  await bob.page.reload();
  await expect(row(bob, 'Ann’s room')).toContainText('Draft: a draft for Ann');
  await expect(row(bob, 'Ann’s room')).not.toContainText('unread');
  await expect(ann.messages.getByText('Bob joined')).toHaveCount(1);
  await expect(ann.messages.getByText(/Bob (left|lost)/)).toHaveCount(0);

  // Left in one tab is left in all of them.
  const tab = await bob.context.newPage();
  await tab.goto(server.url);
  await tab.getByRole('link', { name: 'Ann’s room' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Ann’s room');
  await tab.getByRole('button', { name: 'Leave room' }).click();
  await expect(tab.getByRole('button', { name: 'Create room' })).toBeVisible();
  await expect(row(bob, 'Ann’s room')).toHaveCount(0);
  await expect(ann.messages.getByText('Bob left')).toBeVisible();
  await expect(ann.members).toHaveCount(1);
});

test('a room that was left by mistake: a question first, and a way back after', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  await ann.say('hello');
  await ann.composer.fill('half a thought');
  const asked = ann.page.waitForEvent('dialog');
  const leaving = ann.button('Leave room').click();
  expect((await asked).message()).toMatch(/writing will be lost.*Nobody else is in this room/);
  await (await asked).dismiss();
  await leaving;
  await expect(ann.composer).toHaveValue('half a thought');
  ann.page.once('dialog', (question) => void question.accept());
  await ann.button('Leave room').click();
  await expect(ann.page.getByText('You left “Ann’s room”.').first()).toBeVisible();
  await ann.button('Join again').click();
  await ann.reads('hello');
  await list(ann).getByRole('link', { name: 'Create or join another' }).click();
  await expect(ann.button('Create room')).toBeVisible();
  await expect(ann.button('Join again')).toHaveCount(0);
});

test('a call goes on in its room while another is looked at, and no picture starts anew', async ({
  server,
  person,
}) => {
  const [ann, bob, cem] = [await person('Ann'), await person('Bob'), await person('Cem')];
  const hers = await ann.createRoom(server.url);
  await bob.join(hers);
  const other = await createAnother(ann);
  await cem.join(other);
  await expect(ann.members).toHaveCount(2);

  // A call of a room that is not looked at rings here, too.
  await bob.calls('Ann');
  await expect(ann.page.getByRole('dialog', { name: 'Bob is calling' })).toBeVisible();
  await ann.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await expect(ann.page.getByText('You are in a call in “Ann’s room”.').first()).toBeVisible();
  const picture = ann.page.getByLabel(/^Picture of/);
  await picture.evaluate((video) => video.setAttribute('data-same', 'yes'));

  // Who calls in the room that is looked at is told that she is busy.
  await expect(ann.button('Call Cem')).toBeDisabled();
  await cem.calls('Ann');
  await expect(cem.news('Ann is in another call. Try again later.')).toBeVisible();

  await ann.button('Go there').click();
  await expect(title(ann)).toHaveText('Ann’s room');
  await expect(picture).toHaveAttribute('data-same', 'yes');
  await list(ann).getByRole('link', { name: 'Create or join another' }).click();
  await expect(ann.button('Create room')).toBeVisible();
  await expect(picture).toHaveAttribute('data-same', 'yes');
  expect(await picture.evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
  await ann.button('Hang up').click();
  await expect(bob.news('The call has ended.')).toBeVisible();
});

test('[P64] who is writing is shown; a notice of a burst leads to its message; a code shows the link', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await ann.context.grantPermissions(['notifications', 'clipboard-read', 'clipboard-write']);
  await ann.page.addInitScript(recordNotices);
  await bob.join(await ann.createRoom(server.url));
  const typing = ann.page.getByText('Bob is typing');
  await Promise.all([expect(typing).toBeVisible(), bob.composer.pressSequentially('soon')]);
  await bob.composer.press('Enter');
  await ann.reads('soon');
  await expect(typing).toBeHidden();

  await ann.button('Show QR code').click();
  await expect(ann.page.getByRole('img', { name: `QR code of ${ann.page.url()}` })).toBeVisible();
  await ann.button('Close').click();

  // Permission is asked only for who turns it on; then what comes while nobody looks is told once.
  expect(await ann.page.evaluate(() => (window as unknown as Recorded).asked)).toBe(0);
  await ann.button('Settings').click();
  await ann.page.getByRole('switch', { name: 'Notices of new messages' }).check();
  expect(await ann.page.evaluate(() => (window as unknown as Recorded).asked)).toBe(1);
  await ann.button('Close').click();
  await bob.say('while Ann looks');
  await ann.reads('while Ann looks');
  await ann.page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  await bob.saysAtOnce('one', 'two');
  await expect(ann.page).toHaveTitle('(2) Ann’s room · Chat');
  await expect(ann.page.locator('link[rel="icon"]')).toHaveAttribute('href', '/icon-unread.svg');
  const notices = () => ann.page.evaluate(() => (window as unknown as Recorded).notices);
  await expect.poll(notices).toEqual([{ title: 'Ann’s room (2)', body: 'Bob: two' }]);
  await ann.page.evaluate(() => {
    document.hasFocus = () => true;
    dispatchEvent(new Event('focus'));
    (window as unknown as Recorded).press();
  });
  await expect(ann.messages.locator('[data-seq]').filter({ hasText: 'two' })).toBeFocused();
  await expect(ann.page).toHaveTitle('Ann’s room · Chat');
});

interface Recorded {
  asked: number;
  notices: { title: string; body: string }[];
  press: () => void;
}

/** In the page: a system that keeps its notices, so that a test can see and press them. */
function recordNotices(): void {
  const recorded: Recorded = { asked: 0, notices: [], press: () => undefined };
  Object.assign(window, recorded);
  const page = window as unknown as Recorded;
  class RecordedNotice {
    static permission = 'granted';
    static requestPermission = () => {
      page.asked += 1;
      return Promise.resolve('granted');
    };
    onclick: (() => void) | null = null;
    constructor(title: string, { body }: { body: string }) {
      page.notices.push({ title, body });
      page.press = () => this.onclick?.();
    }
    close(): void {}
  }
  Object.assign(window, { Notification: RecordedNotice });
}
