import { expect, test } from '../support/fixtures.ts';

test('typing anywhere writes; names and emoji are completed; the picker goes by arrows', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  const { keyboard } = ann.page;
  await expect(ann.members).toHaveCount(2);
  await ann.messages.focus();
  await keyboard.type('hi');
  await expect(ann.composer).toHaveValue('hi');
  await ann.button('Leave room').focus();
  await keyboard.press('/');
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue('hi');

  await keyboard.type(' @b');
  const suggestions = ann.page.getByRole('listbox', { name: 'Suggestions' });
  await expect(suggestions.getByRole('option', { name: 'Bob' })).toBeVisible();
  await keyboard.press('Tab');
  await expect(ann.composer).toHaveValue('hi @Bob ');
  await keyboard.type(':tad');
  await expect(suggestions.getByRole('option').first()).toContainText('🎉');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('hi @Bob 🎉 ');
  await keyboard.type(':smi');
  await expect(suggestions).toBeVisible();
  await keyboard.press('Escape');
  await expect(suggestions).toBeHidden();
  for (let n = 0; n < 4; n++) await keyboard.press('Backspace');

  await ann.button('Emoji').click();
  const picker = ann.page.getByRole('dialog', { name: 'Choose an emoji' });
  await expect(picker.getByRole('searchbox')).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await expect(ann.page.locator(':focus')).toHaveAccessibleName('grinning face with big eyes');
  await keyboard.press('ArrowUp');
  await expect(picker.getByRole('searchbox')).toBeFocused();
  await keyboard.type('pizza');
  await keyboard.press('Enter');
  await expect(picker).toBeHidden();
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue('hi @Bob 🎉 🍕');
  await keyboard.press('Enter');
  await expect(bob.messages.locator('.mention.me')).toHaveText('@Bob');
  await expect(ann.messages.getByRole('img', { name: 'Sent' })).toBeVisible();

  // Up edits the last one, Down after its end leaves it, and the draft is what it was.
  await keyboard.press('ArrowUp');
  await expect(ann.composer).toHaveValue('hi @Bob 🎉 🍕');
  await keyboard.press('ArrowDown');
  await expect(ann.composer).toHaveValue('');
  await Promise.all([
    expect(ann.page.getByText('Copied', { exact: true })).toBeVisible(),
    keyboard.press('Control+Shift+L'),
  ]);

  // What Enter does, and whether there are shortcuts, is a setting.
  await ann.button('Settings').click();
  await ann.page.getByRole('switch', { name: 'Enter makes a new line' }).click();
  await ann.page.getByRole('switch', { name: 'Keyboard shortcuts' }).click();
  await keyboard.press('Escape');
  await ann.messages.focus();
  await keyboard.type('?x');
  await expect(ann.page.getByRole('dialog')).toHaveCount(0);
  await expect(ann.composer).toHaveValue('');
  await ann.composer.focus();
  await keyboard.type('one');
  await keyboard.press('Enter');
  await keyboard.type('two');
  await expect(ann.composer).toHaveValue('one\ntwo');
  await keyboard.press('Control+Enter');
  await bob.reads('one two');
});

test('emoji are called, and found, as the language of the page calls them', async ({
  server,
  person,
}) => {
  const ann = await person('Ann', { mayFail: true });
  // What a service worker fetches cannot be held up here.
  await ann.page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new Error('not in this test'));
  });
  await ann.createRoom(server.url);
  const { keyboard } = ann.page;
  const picker = ann.page.getByRole('dialog', { name: 'Choose an emoji' });
  await ann.button('Emoji').click();
  await expect(picker.getByRole('button', { name: 'grinning face', exact: true })).toBeVisible();
  await keyboard.press('Escape');
  await ann.button('Settings').click();

  // Its names cannot be had: the page speaks German all the same, and the emoji English.
  await ann.page.route('**/assets/emoji-names-de-*.js', (route) => route.abort());
  await ann.page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(ann.page.getByRole('dialog', { name: 'Einstellungen' })).toBeVisible();
  await keyboard.press('Escape');
  await ann.button('Emoji').click();
  const german = ann.page.getByRole('dialog', { name: 'Emoji auswählen' });
  const heart = german.getByRole('button', { name: 'red heart' });
  await expect(german.getByRole('searchbox')).toBeFocused();
  await keyboard.type('heart');
  await expect(heart).toHaveAttribute('lang', 'en');
  await heart.click();
  const field = ann.page.getByRole('textbox', { name: 'Nachricht' });
  await expect(field).toHaveValue('❤️');

  await ann.page.unroute('**/assets/emoji-names-de-*.js');
  await ann.button('Emoji').click();
  await expect(german.getByRole('searchbox')).toBeFocused();
  await keyboard.type('Herz');
  const herz = german.getByRole('button', { name: 'rotes Herz' });
  await expect(herz).toBeVisible();
  await expect(herz).not.toHaveAttribute('lang');
  await herz.click();
  await expect(field).toHaveValue('❤️❤️');
  await field.fill('');
  await field.pressSequentially('schön :rotes_he');
  const options = ann.page.getByRole('listbox', { name: 'Vorschläge' }).getByRole('option');
  await expect(options).toHaveText(['❤️ rotes Herz']);
  await keyboard.press('Enter');
  await expect(field).toHaveValue('schön ❤️ ');
});
