import { expect, test } from '../support/fixtures.ts';
import { startServer } from '../support/server.ts';

test('a reload comes back to the same room as the same person, and nobody notices', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(link);
  await ann.say('before');
  await bob.reads('before');
  await bob.composer.fill('a draft');
  await bob.page.reload();
  await bob.reads('before');
  await expect(bob.composer).toHaveValue('a draft');
  await expect(bob.members).toHaveCount(2);
  await expect(bob.members.filter({ hasText: 'Bob' })).toContainText('you');
  await bob.composer.press('Enter');
  await ann.reads('a draft');
  await expect(ann.members).toHaveCount(2);
  await expect(ann.messages.getByText('Bob joined')).toHaveCount(1);
  await expect(ann.messages.getByText(/Bob (left|lost)/)).toHaveCount(0);
});

test('[P15] who closes the page is shown as reconnecting, then as gone', async ({ person }) => {
  const server = await startServer({ MEMBER_GRACE_MS: '9000' });
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await expect(ann.members).toHaveCount(2);
  await Promise.all([bob.page.close(), expect(ann.members.nth(1)).toContainText('reconnecting')]);
  await expect(ann.button('Call Bob')).toBeDisabled();
  await expect(ann.messages.getByText('Bob lost the connection')).toBeVisible();
  await expect(ann.members).toHaveCount(1);
  await server.close();
});

test('a cut socket: the page says so, keeps what is written and sends it after', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  tunnel.cut();
  await expect(bob.page.getByText('Reconnecting…')).toBeVisible();
  await bob.say('written in a tunnel');
  await bob.say('and another');
  await expect(bob.page.getByText('2 messages will be sent when you are back.')).toBeVisible();
  await ann.say('meanwhile');
  await expect(ann.messages.getByRole('img', { name: 'Sent' })).toBeVisible();
  tunnel.mend();
  // It may be back by itself before the button is pressed.
  await bob
    .button('Try now')
    .or(bob.messages.getByText('meanwhile', { exact: true }))
    .first()
    .click();
  await ann.reads('written in a tunnel', 'and another');
  await bob.reads('meanwhile');
  await expect(bob.page.getByText('Reconnecting…')).toBeHidden();
  expect(await bob.texts()).toEqual(await ann.texts());
  expect(await ann.texts()).toEqual(['meanwhile', 'written in a tunnel', 'and another']);
});

test('[P11] people with the same name are two people, told apart', async ({ server, person }) => {
  const [first, second] = [await person('Ann'), await person('Ann')];
  const link = await first.createRoom(server.url);
  await second.join(link);
  await expect(first.members).toHaveCount(2);
  await expect(first.members.nth(1)).toContainText('Ann (2)');
  await first.calls('Ann (2)');
  await second.button('Decline').click();
  await second.button('Leave room').click();
  await expect(first.members).toHaveCount(1);
  await expect(first.composer).toBeVisible();
});

test('a remembered name goes straight in; a link or a bare id can be typed', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.introduce(server.url);
  const field = bob.page.getByLabel('Room link or id');
  await field.fill('not a link');
  await bob.button('Join room').click();
  await expect(bob.page.getByText('That is no room link.')).toBeVisible();
  await field.fill(`https://other.example${new URL(link).pathname}`);
  await field.press('Enter');
  await expect(bob.page.getByText('on another server, other.example')).toBeVisible();
  await field.fill(link.split('/').at(-1) ?? '');
  await field.press('Enter');
  await expect(bob.composer).toBeVisible();
  await bob.page.goto(server.url);
  await expect(bob.page.getByText('Hello, Bob')).toBeVisible();
  await bob.page.goto(link);
  await expect(bob.composer).toBeVisible();
  await bob.page.goto(`${link}).`);
  await expect(bob.composer).toBeVisible();
});

test('a name can be changed', async ({ server, person }) => {
  const ann = await person('Ann');
  await ann.introduce(server.url);
  await ann.button('Change name').click();
  await ann.page.getByLabel('Your name').fill('An\u202Ena');
  await ann.button('Continue').click();
  await expect(ann.page.getByText('invisible sign U+202E')).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(ann.button('Change name')).toBeFocused();
  await ann.page.keyboard.press('Enter');
  await ann.page.getByLabel('Your name').fill('Anna');
  await ann.button('Continue').click();
  await expect(ann.page.getByText('Hello, Anna')).toBeVisible();
  await ann.button('Create room').click();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Anna’s room');
  await expect(ann.members.nth(0)).toContainText('Anna');
  await ann.page.goto(server.url);
  await ann.page.getByLabel('Room name').fill('Book club');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Book club');
});

test('late comers read what was said before, with true times', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  const before = Date.now();
  await ann.say('said early');
  await ann.reads('said early');
  await bob.join(link);
  await bob.reads('said early');
  const time = bob.messages.locator('article').filter({ hasText: 'said early' }).locator('time');
  const sentAt = Date.parse((await time.getAttribute('datetime')) ?? '');
  expect(sentAt).toBeGreaterThanOrEqual(before - 1_000);
  expect(sentAt).toBeLessThanOrEqual(Date.now() + 1_000);
});

test('a reader who scrolled up is left alone and told what came', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  for (let n = 1; n <= 40; n++) await ann.say(`line ${n}`);
  await bob.reads('line 40');
  await expect(bob.messages.getByText('line 40', { exact: true })).toBeInViewport();
  await bob.messages.evaluate((list) => list.scrollTo({ top: 0 }));
  await expect(bob.button('Jump to newest')).toBeVisible();
  await ann.say('line 41');
  await bob.button('1 new message').click();
  await expect(bob.messages.getByText('line 41', { exact: true })).toBeInViewport();
  await expect(bob.button('Jump to newest')).toBeHidden();
});
