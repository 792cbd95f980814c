import { expect, test } from '../support/fixtures.ts';

test('what goes wrong is told, and takes no draft with it', async ({ server, person }) => {
  const ann = await person('Ann', { mayFail: true });
  // What a service worker fetches cannot be held up here.
  await ann.page.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new Error('not in this test'));
  });
  await ann.createRoom(server.url);
  await ann.say('first');
  await ann.reads('first');
  await ann.composer.fill('a draft');
  await ann.page.evaluate(() => void Promise.reject(new Error('planted')));
  const notice = ann.page.getByRole('alert').filter({ hasText: 'did not work' });
  await expect(notice).toBeVisible();
  await ann.button('Dismiss').click();
  await expect(notice).toBeHidden();

  // A part of the page that does not come.
  await ann.page.route('**/assets/SettingsDialog-*.js', (route) => route.abort());
  await ann.button('Settings').click();
  const missing = ann.page.getByRole('alert').filter({ hasText: 'cannot be loaded right now' });
  await expect(missing.getByRole('button', { name: 'Reload' })).toBeVisible();
  await ann.button('Dismiss').click();
  await expect(missing).toBeHidden();

  // A component that cannot be drawn: the browser lost what lists of people are written with.
  await ann.page.evaluate(() => Object.assign(Intl, { ListFormat: null }));
  await ann.acts('first', 'React with heart');
  await expect(
    ann.page.getByRole('heading', { name: 'Something on this page broke' }),
  ).toBeVisible();
  await ann.button('Reload').click();
  await expect(ann.composer).toHaveValue('a draft');
  await ann.reads('first');
});
