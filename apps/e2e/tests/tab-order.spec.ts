import { expect, test } from '../support/fixtures.ts';

const ORDER = ['Skip to messages', 'rooms', 'header', 'messages', 'composer', 'people', 'call'];

test('Tab goes through a room in the order of the page, from the link that skips to the messages', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await ann.page.setViewportSize({ width: 1280, height: 800 });
  await bob.join(await ann.createRoom(server.url));
  await expect(ann.members).toHaveCount(2);
  await ann.say('Hello');
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  // As after a click on nothing: the next Tab begins at the beginning.
  await ann.page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const passed: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    await ann.page.keyboard.press('Tab');
    const here = await ann.page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const region = element?.closest<HTMLElement>('[data-region]');
      return region?.dataset['region'] ?? element?.textContent ?? '';
    });
    if (here === null) break;
    if (here !== passed.at(-1)) passed.push(here);
  }
  expect(passed).toEqual(ORDER);
  await ann.page.keyboard.press('Tab');
  await ann.page.keyboard.press('Enter');
  await expect(ann.messages).toBeFocused();
});
