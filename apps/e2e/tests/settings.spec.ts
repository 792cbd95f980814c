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

test('a sheet stays when the phone is turned', async ({ server, person }) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  for (const [button, there] of [
    ['Settings', ann.page.getByRole('radio', { name: 'Dark' })],
    ['Show QR code', ann.page.getByRole('img', { name: /^QR code/ })],
  ] as const) {
    await ann.page.setViewportSize({ width: 800, height: 380 });
    await ann.button(button).press('Enter');
    await expect(there).toBeVisible();
    await ann.page.setViewportSize({ width: 380, height: 800 });
    await expect(there).toBeInViewport();
    await ann.button('Close').press('Enter');
    await expect(ann.page.getByRole('dialog')).toHaveCount(0);
    // What opened it is hidden by now.
    await expect(ann.page.getByRole('banner')).toBeFocused();
    await ann.button('More').click();
    await ann.page.keyboard.press('Escape');
  }
});

test('the language of the browser, and another chosen without losing a draft or a call', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await ann.composer.fill('a draft');
  await ann.button('Settings').click();
  await ann.page.getByRole('combobox', { name: 'Language' }).selectOption('العربية');
  await expect(ann.page.getByRole('dialog', { name: 'الإعدادات' })).toBeVisible();
  await expect(ann.page.locator('html')).toHaveAttribute('dir', 'rtl');
  await ann.page.keyboard.press('Escape');
  const call = ann.page.getByRole('region', { name: 'مكالمة' });
  await expect(call.getByRole('status')).toHaveText(/في مكالمة مع .*Bob/);
  await expect(call.getByRole('button', { name: 'كتم الميكروفون' })).toBeVisible();
  await expect(ann.page.getByRole('textbox', { name: 'رسالة' })).toHaveValue('a draft');
  await bob.say('still there');
  await expect(ann.page.getByRole('log').getByText('still there')).toBeVisible();
  await ann.page.reload();
  await expect(ann.page.getByRole('textbox', { name: 'رسالة' })).toHaveValue('a draft');
  await expect(ann.page).toHaveTitle(/دردشة$/);

  const dora = await person('Dora', { locale: 'de-AT' });
  await dora.page.goto(bob.page.url());
  await expect(dora.page.getByText('Du bist eingeladen')).toBeVisible();
  await expect(dora.page.locator('html')).toHaveAttribute('lang', 'de');
});

test('who came and went is shown, or not', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await expect(ann.messages.getByText('Bob joined')).toBeVisible();
  await ann.button('Settings').click();
  await ann.page.getByRole('switch', { name: 'Show who joins and who leaves' }).uncheck();
  await ann.page.keyboard.press('Escape');
  await expect(ann.messages.getByText('Bob joined')).toHaveCount(0);
  await bob.button('Leave room').click();
  await expect(ann.members).toHaveCount(1);
  await expect(ann.messages.getByText('Bob left')).toHaveCount(0);
});
