import { expect, LONGEST_WAIT_MS, test } from '../support/fixtures.ts';
import { Person } from '../support/person.ts';

test('↑ takes what I wrote last, also before it was sent or confirmed; what waits can be taken back', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  // What the server says to Bob waits while this is a list.
  let held: (() => void)[] | null = null;
  await bob.page.routeWebSocket(/\/ws/, (page) => {
    const socket = page.connectToServer();
    socket.onMessage((message) => {
      if (held) held.push(() => page.send(message));
      else page.send(message);
    });
  });
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await bob.say('older');
  await expect(bob.messages.getByRole('img', { name: 'Sent' })).toBeVisible();

  held = [];
  await bob.say('just snet');
  await ann.reads('just snet');
  await bob.composer.press('ArrowUp');
  await expect(bob.composer).toHaveValue('just snet');
  await expect(bob.page.getByText('Editing')).toBeVisible();
  await bob.say('just sent');
  await ann.reads('older', 'just sent');
  for (const deliver of held) deliver();
  held = null;
  await expect(bob.messages.getByRole('img', { name: 'Sent' })).toHaveCount(2);

  tunnel.cut();
  await expect(bob.page.getByText('Reconnecting…')).toBeAttached();
  await bob.say('not yet sent');
  await bob.acts('older', 'React with heart');
  await expect(bob.page.getByText('1 message will be sent when you are back.')).toBeVisible();
  await expect(
    bob.messages.locator('article').filter({ hasText: 'older' }).getByTitle('Sending…'),
  ).toBeVisible();
  await bob.composer.press('ArrowUp');
  await expect(bob.composer).toHaveValue('not yet sent');
  await expect(bob.messages.getByText('not yet sent')).toHaveCount(0);
  await bob.composer.press('Enter');
  await bob.say('never to be sent');
  const waiting = bob.messages.locator('article').filter({ hasText: 'never' });
  await waiting.getByRole('button', { name: 'Delete' }).click();
  await expect(waiting).toHaveCount(0);
  tunnel.mend();
  await expect(ann.messages.getByText('not yet sent', { exact: true })).toBeVisible({
    timeout: LONGEST_WAIT_MS,
  });
  expect(await ann.texts()).toEqual(['older', 'just sent', 'not yet sent']);
});

test('an edit and an answer outlive a reload; an edit whose message is deleted in another tab becomes a draft', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  const link = await ann.createRoom(server.url);
  await ann.say('one');
  await ann.say('two');
  await ann.acts('two', 'Reply');
  await ann.acts('one', 'Edit');
  await ann.composer.fill('one, changed');
  await ann.page.reload();
  await expect(ann.page.getByText('Editing')).toBeVisible();
  await expect(ann.composer).toHaveValue('one, changed');

  const other = new Person({
    name: 'Ann',
    page: await ann.context.newPage(),
    context: ann.context,
  });
  await other.page.goto(link);
  const line = other.messages.locator('article').filter({ hasText: 'one' });
  await line.hover();
  await line.getByRole('button', { name: 'Message actions' }).click();
  const { keyboard } = other.page;
  await other.button('Delete').press('Enter');
  await expect(other.button('Delete for everyone?')).toBeFocused();
  await keyboard.press('Escape');
  await line.getByRole('button', { name: 'Message actions' }).click();
  await other.button('Delete').dblclick();
  await expect(other.button('Delete for everyone?')).toBeFocused();
  await expect(line).toBeVisible();
  await keyboard.press('Enter');

  await expect(ann.messages.getByText('Message deleted')).toBeVisible();
  await expect(ann.page.getByText('Editing')).toHaveCount(0);
  await expect(ann.composer).toHaveValue('one, changed');
  await expect(ann.composer).toHaveAccessibleDescription('That message is not there any more.');
  await expect(ann.page.getByText('Replying to Ann')).toBeVisible();
});

test('completion follows the caret and can be undone; what is pasted anywhere is written; pages turn', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await expect(ann.members).toHaveCount(2);
  const { keyboard } = ann.page;
  const suggestions = ann.page.getByRole('listbox', { name: 'Suggestions' });

  await ann.composer.pressSequentially('hello @bo');
  await expect(suggestions).toBeVisible();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await bob.reads('hello @bo');

  await keyboard.type('    @b');
  await expect(suggestions).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.type('o');
  await expect(suggestions).toBeHidden();
  for (let n = 0; n < 3; n++) await keyboard.press('Backspace');
  await keyboard.type('@b');
  await expect(suggestions).toBeVisible();
  await keyboard.press('Tab');
  await expect(ann.composer).toHaveValue('    @Bob ');
  await keyboard.press('Control+Z');
  await expect(ann.composer).toHaveValue('    @b');
  await keyboard.press('End');
  await ann.button('Emoji').click();
  await expect(ann.page.getByRole('searchbox')).toBeFocused();
  await keyboard.type('pizza');
  await keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('    @b🍕');
  await keyboard.press('Control+Z');
  await expect(ann.composer).toHaveValue('    @b');

  await ann.page.evaluate(() => navigator.clipboard.writeText('\nb\n'.repeat(40)));
  await ann.messages.focus();
  await keyboard.press('Control+V');
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue(/^ {4}@b\nb\n/);
  await keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('');
  // Its first line keeps what it begins with.
  await expect(bob.messages.locator('article .text').last()).toHaveText(/^ {4}@b\n/, {
    useInnerText: true,
  });
  const newest = ann.button('Jump to newest');
  await expect(newest).toHaveCount(0);
  await keyboard.press('PageUp');
  await expect(newest).toBeVisible();
  await keyboard.press('PageDown');
  await expect(newest).toHaveCount(0);
});
