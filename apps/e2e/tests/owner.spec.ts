import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

async function opens(owner: Person): Promise<void> {
  await owner.button('Room settings').click();
  await expect(owner.page.getByRole('dialog', { name: /^Settings of/ })).toBeVisible();
}

test('the owner locks the room: nobody new gets in but who knocks and is admitted, who was in gets back', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const [eve, dan] = [await person('Eve'), await person('Dan')];
  const link = await ann.createRoom(server.url);
  await bob.join(link);
  await opens(ann);
  const title = ann.page.getByRole('textbox', { name: 'Room name' });
  await title.fill('Tea\u202Eat four');
  await title.press('Enter');
  await expect(ann.alert('invisible sign U+202E')).toBeVisible();
  await title.fill('Tea at four');
  await title.press('Enter');
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tea at four');
  }
  const lock = ann.button('Lock the room');
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  // What has been renamed is heard before the answer to it: until then nothing else can be asked.
  await expect(lock).toBeEnabled();
  await lock.press('Space');
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await ann.page.keyboard.press('Escape');
  await expect(ann.button('Room settings')).toBeFocused();
  await expect(bob.page.getByRole('img', { name: 'Locked' })).toBeVisible();
  await eve.introduce(link);
  await expect(eve.page.getByRole('heading', { name: 'The room is locked' })).toBeVisible();
  await bob.page.reload();
  await expect(bob.composer).toBeVisible();
  // A stranger knocks; any member lets them in or not, by keyboard.
  await eve.button('Knock').click();
  await expect(eve.page.getByRole('heading', { name: 'You knocked' })).toBeVisible();
  await expect(ann.page.getByText('Eve asks to come in').first()).toBeVisible();
  await bob.button('Refuse Eve').press('Enter');
  await expect(eve.page.getByRole('heading', { name: 'Not let in' })).toBeVisible();
  await expect(bob.composer).toBeFocused();
  await expect(ann.page.getByRole('list', { name: 'At the door' })).toHaveCount(0);
  await eve.button('Knock').click();
  await expect(eve.page.getByText('That was too much in a short time')).toBeVisible();
  await dan.introduce(link);
  await dan.button('Knock').click();
  await expect(ann.button('Admit Dan')).toBeVisible();
  await dan.button('Stop waiting').click();
  await expect(ann.button('Admit Dan')).toHaveCount(0);
  await dan.button('Knock').click();
  await ann.button('Admit Dan').click();
  await expect(dan.composer).toBeVisible();
  await opens(ann);
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await eve.button('Try again').click();
  await expect(eve.composer).toBeVisible();
});

test('the owner removes a member, for good or for now, after a second look', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await expect(bob.button('Manage Ann')).toHaveCount(0);
  await expect(bob.button('Room settings')).toHaveCount(0);
  const remove = async (mayReturn: boolean) => {
    await ann.button('Manage Bob').click();
    await ann.button('Remove from the room').click();
    await ann.page.getByLabel('They may come back by the link').setChecked(mayReturn);
    await ann.button('Remove').click();
    await expect(ann.page.getByRole('dialog')).toHaveCount(0);
    await expect(bob.page.getByRole('heading', { name: 'You were removed' })).toBeVisible();
    await bob.page.reload();
  };
  await ann.button('Manage Bob').click();
  await ann.button('Remove from the room').click();
  await ann.button('Cancel').click();
  await ann.button('Close').click();
  await expect(bob.composer).toBeVisible();
  await remove(true);
  await expect(bob.composer).toBeVisible();
  await remove(false);
  await expect(bob.page.getByRole('heading', { name: 'You were removed' })).toBeVisible();
});

test('the owner hands the room on', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.button('Manage Bob').click();
  await ann.button('Make owner').click();
  await ann.button('Make owner').click();
  await expect(ann.page.getByRole('dialog')).toHaveCount(0);
  await expect(ann.page.locator('body')).not.toBeFocused();
  await expect(bob.button('Room settings')).toBeVisible();
  await expect(ann.button('Room settings')).toHaveCount(0);
  await expect(ann.members.filter({ hasText: 'Bob' })).toContainText('owner');
});

test('the owner makes a new link: all who are in go on, and the old one is dead', async ({
  server,
  person,
}) => {
  const [ann, bob, eve] = [await person('Ann'), await person('Bob'), await person('Eve')];
  const old = await ann.createRoom(server.url);
  await bob.join(old);
  await ann.say('said before');
  await bob.reads('said before');
  await opens(ann);
  await ann.button('Make a new link').click();
  await ann.button('Make a new link').click();
  await expect(ann.page).not.toHaveURL(old);
  await expect(bob.page).toHaveURL(ann.page.url());
  await bob.reads('said before');
  await bob.say('and after');
  await ann.reads('said before', 'and after');
  await eve.page.goto(old);
  await expect(eve.page.getByText('it has another link now')).toBeVisible();
  await eve.join(ann.page.url());
});

test('the owner ends the room for all', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await opens(ann);
  await ann.button('End the room').click();
  await ann.button('End the room').click();
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole('heading', { name: 'This room has ended' })).toBeVisible();
  }
  await expect(ann.page.getByText('You ended it')).toBeVisible();
  await expect(bob.page.getByText('ended by its owner')).toBeVisible();
  // The next step is another room.
  await bob.button('Create room').click();
  await expect(bob.page.getByRole('heading', { level: 1 })).toHaveText('Bob’s room');
});
