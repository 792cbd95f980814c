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
  await keyboard.press('Control+Shift+L');
  await expect(ann.page.getByText('Copied', { exact: true })).toBeVisible();

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
