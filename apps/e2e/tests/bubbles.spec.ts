import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

const ASTRONAUT = '👩🏽‍🚀';
const LONG = 'a sentence that is as long as its bubble is wide on a phone';

const heightOf = async (locator: Locator) => (await locator.boundingBox())?.height ?? 0;

test('an answer that waits looks as it will when it is sent, and its quote leads to a marked message', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person(`${ASTRONAUT} بوب`)];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await ann.say(`${LONG}\n\n${LONG}\n\n- ${LONG}`);
  const asked = bob.messages.locator('article').filter({ hasText: 'phone' }).first();
  const bubble = asked.locator('.bubble');
  // What is formatted is drawn by a part that comes with it, and changes its height.
  await expect(asked.locator('li')).toBeVisible();

  // The menu leaves in sight what it is about, and goes when one writes.
  const menu = bob.page.getByRole('group', { name: 'Message actions' });
  await asked.hover();
  await asked.getByRole('button', { name: 'Message actions' }).click();
  await expect(menu).toBeVisible();
  const [over, about] = [await menu.boundingBox(), await bubble.boundingBox()];
  if (!over || !about) throw new Error('The menu or its message is not there');
  expect(over.y + over.height <= about.y || over.y >= about.y + about.height).toBe(true);
  await bob.page.keyboard.press('x');
  await expect(menu).toBeHidden();
  await expect(bob.composer).toHaveValue('x');

  await asked.hover();
  await asked.getByRole('button', { name: 'Message actions' }).click();
  await menu.getByRole('button', { name: 'Reply' }).click();
  tunnel.cut();
  await bob.say(LONG);
  const answer = bob.messages.locator('article').last();
  await expect(answer.getByRole('button', { name: /Ann/ })).toContainText(LONG);
  const waiting = await heightOf(answer);
  tunnel.mend();
  await expect(answer.getByRole('img', { name: 'Sent' })).toBeVisible();
  expect(await heightOf(answer)).toBe(waiting);

  const isMarked = () =>
    bubble.evaluate(
      (element) => getComputedStyle(element).backgroundColor === 'rgb(255, 232, 163)',
    );
  expect(await isMarked()).toBe(false);
  await answer.getByRole('button', { name: /Ann/ }).click();
  await expect.poll(isMarked).toBe(true);
  await expect.poll(isMarked).toBe(false);

  // A name that runs the other way stands beside its picture.
  const me = bob.members.first();
  await expect(me.locator('.avatar')).toHaveText(ASTRONAUT);
  const [avatar, first] = await me.evaluate((row) => {
    const range = document.createRange();
    range.selectNodeContents(row.querySelector('bdi') ?? row);
    return [row.querySelector('.avatar'), range].map((each) => each?.getBoundingClientRect());
  });
  expect((first?.left ?? Infinity) - (avatar?.right ?? 0)).toBeLessThan(12);
});

test('the sign that a message was sent has no line of its own, and low windows keep their header', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  await ann.say(LONG);
  await ann.say('مرحبا بالجميع');
  const bubbles = ann.messages.locator('.bubble');
  await expect(ann.messages.getByRole('img', { name: 'Sent' })).toHaveCount(2);
  const around = await bubbles.evaluateAll((all) =>
    all.map((bubble) => {
      const boxes = [bubble, bubble.querySelector('.text'), bubble.querySelector('.tick')];
      const [outside, text, tick] = boxes.map((each) => each?.getBoundingClientRect());
      if (!outside || !text || !tick) throw new Error('A bubble without text or sign');
      return {
        lines: Math.round(text.height / parseFloat(getComputedStyle(bubble).lineHeight)),
        isInside: tick.bottom <= text.bottom && outside.bottom - text.bottom < 10,
        isAtStart: tick.left < (outside.left + outside.right) / 2,
      };
    }),
  );
  expect(around).toEqual([
    { lines: 1, isInside: true, isAtStart: false },
    { lines: 1, isInside: true, isAtStart: true },
  ]);

  await ann.composer.fill('1\n2\n3\n4\n5\n6');
  for (const [width, height] of [
    [640, 180],
    [320, 256],
  ] as const) {
    await ann.page.setViewportSize({ width, height });
    await expect(ann.button('Send')).toBeInViewport({ ratio: 1 });
    await expect(ann.page.getByRole('heading', { name: 'Ann’s room' })).toBeInViewport({
      ratio: 1,
    });
  }
});

test('the keypad sends as well; the time of a later message comes with the mouse or the keyboard', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.say('the first of a group');
  await ann.composer.fill('by the keypad');
  await ann.page.keyboard.press('NumpadEnter');
  const later = bob.messages.getByRole('article', { name: 'by the keypad' });
  const time = later.locator('time');
  await expect(time).toHaveCSS('opacity', '0');
  await later.hover();
  await expect(time).toHaveCSS('opacity', '1');
  await bob.composer.hover();
  await expect(time).toHaveCSS('opacity', '0');
  await bob.hasAllParts();
  await bob.messages.focus();
  await bob.page.keyboard.press('ArrowUp');
  await expect(later).toBeFocused();
  await expect(time).toHaveCSS('opacity', '1');
});

test('a menu stays under the finger while others write', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await ann.say('to be answered');
  await bob.messages.getByRole('article', { name: 'to be answered' }).hover();
  await bob.button('Message actions').click();
  await expect(bob.button('Reply')).toBeVisible();
  // Sizes are told of in the next frame.
  const nextFrame = () =>
    bob.page.evaluate(() => new Promise((then) => requestAnimationFrame(() => setTimeout(then))));
  await nextFrame();
  const before = await bob.button('Reply').boundingBox();
  await ann.say('meanwhile');
  await bob.reads('meanwhile');
  await nextFrame();
  expect(await bob.button('Reply').boundingBox()).toEqual(before);
});
