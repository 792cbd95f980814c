import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

const colourOf = ({ page }: Person) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

const DARK = 'rgb(19, 22, 20)';
const LIGHT = 'rgb(245, 244, 240)';

test('settings, by keys alone: a theme and a size, remembered and the same in every tab', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  const { keyboard } = ann.page;
  await ann.page.emulateMedia({ colorScheme: 'light' });
  await ann.page.goto(server.url);
  await ann.button('Settings').press('Enter');
  await ann.page.getByRole('radio', { name: 'As the system' }).focus();
  await keyboard.press('ArrowLeft');
  await expect(ann.page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect.poll(() => colourOf(ann)).toBe(DARK);
  await keyboard.press('Escape');
  await expect(ann.button('Settings')).toBeFocused();

  await ann.createRoom(server.url);
  await expect.poll(() => colourOf(ann)).toBe(DARK);
  const other = await ann.context.newPage();
  await other.goto(ann.page.url());
  await other.getByRole('button', { name: 'Settings', exact: true }).click();
  await other.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(() => colourOf(ann)).toBe(LIGHT);
  await other.close();

  // A wide window, and a room as if it were narrow: the members are asked for.
  await ann.page.setViewportSize({ width: 1440, height: 900 });
  await expect(ann.members).toHaveCount(1);
  await ann.button('Settings').click();
  await ann.page.getByRole('radio', { name: 'Compact' }).check();
  await keyboard.press('Escape');
  await expect(ann.button('Show members (1)')).toBeVisible();
  await ann.page.reload();
  await expect(ann.button('Show members (1)')).toBeVisible();
});
