import { expect, test } from '../support/fixtures.ts';

test('an unknown room says so and shows the way on', async ({ server, person }) => {
  const ann = await person('Ann');
  await ann.introduce(server.url);
  await expect(ann.button('Create room')).toBeVisible();
  for (const id of ['A'.repeat(32), 'short', '%20', 'x'.repeat(2_000)]) {
    await ann.page.goto(`${server.url}/r/${id}`);
    await expect(ann.page.getByRole('heading', { name: 'No such room' })).toBeVisible();
  }
  await ann.button('Go to start page').click();
  await expect(ann.button('Create room')).toBeVisible();
});

test('a stranger with a link to no room is told before giving a name', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.page.goto(`${server.url}/r/${'A'.repeat(32)}`);
  await expect(ann.page.getByText('There is no room behind this link.')).toBeVisible();
  await ann.button('Go to start page').click();
  await expect(ann.page.getByLabel('Your name')).toBeVisible();
});

test('a name needs a letter, and too long a message is refused before it is sent', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.page.goto(server.url);
  await ann.page.getByLabel('Your name').fill('   ');
  await ann.button('Continue').click();
  await expect(ann.page.getByText('Please write a name')).toBeVisible();
  await ann.createRoom(server.url);
  await expect(ann.button('Send')).toBeDisabled();
  await ann.composer.fill('   ');
  await ann.composer.press('Enter');
  await expect(ann.button('Send')).toBeDisabled();
  await ann.composer.fill('x'.repeat(4_003));
  await expect(ann.page.getByText('3 characters too many.')).toBeVisible();
  await ann.composer.press('Enter');
  await expect(ann.composer).toHaveValue('x'.repeat(4_003));
  await expect(ann.messages.locator('article')).toHaveCount(0);
  await ann.composer.fill('x'.repeat(4_000));
  await ann.button('Send').click();
  await expect(ann.messages.locator('article')).toHaveCount(1);
});

test('[S23] text and names are shown as text, whatever they hold', async ({ server, person }) => {
  const evil = '<img src=x onerror="document.title=1"><b>bold</b>';
  const [ann, bob] = [await person('<i>Ann</i>'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.say(evil);
  await bob.reads(evil);
  await expect(bob.members.nth(1)).toContainText('<i>Ann</i>');
  await expect(bob.page.locator('img')).toHaveCount(0);
});

test('calls without https say why they cannot be', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  // What a page sees that is neither on localhost nor on https.
  await ann.page.evaluate(() => {
    delete (Navigator.prototype as { mediaDevices?: unknown }).mediaDevices;
  });
  await ann.calls('Bob');
  await expect(ann.page.getByText('Calls need a secure page')).toBeVisible();
});

test('a refused camera and microphone still let one listen and say how to mend it', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await bob.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(bob.page.getByText('Camera and microphone are blocked')).toBeVisible();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await expect(bob.button('Hang up')).toBeVisible();
});
