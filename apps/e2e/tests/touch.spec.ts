import { expect, test } from '../support/fixtures.ts';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 720 } });

test('on a touch screen Enter makes a new line, the button sends, and the field grows to a bound', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  await expect(ann.composer).not.toBeFocused();
  const height = () => ann.composer.evaluate((field) => field.clientHeight);
  const one = await height();
  await ann.composer.tap();
  await ann.page.keyboard.type('first');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.type('second');
  await expect(ann.composer).toHaveValue('first\nsecond');
  expect(await height()).toBeGreaterThan(one);
  await ann.button('Send').tap();
  await expect(ann.messages.locator('article .text')).toHaveText(['first\nsecond']);
  await expect(ann.composer).toHaveValue('');
  await expect.poll(height).toBe(one);

  await ann.composer.fill('one\n'.repeat(6));
  const six = await height();
  await ann.composer.fill('one\n'.repeat(30));
  const [most, content] = await ann.composer.evaluate((field) => [
    field.clientHeight,
    field.scrollHeight,
  ]);
  expect(most).toBeLessThan(six * 1.3);
  expect(content).toBeGreaterThan(most * 2);
});
