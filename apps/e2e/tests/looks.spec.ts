import { mkdirSync } from 'node:fs';
import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

const SCREENS = 'reports/screens';
const SIZES = [
  { name: 'sm', width: 360, height: 740 },
  { name: 'md', width: 800, height: 900 },
  { name: 'lg', width: 1440, height: 900 },
];

// Pictures for people to look at, kept as artefacts of the run; what can be said in words is asserted.
for (const { name, width, height } of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen at ${width} px, ${colorScheme}`, async ({ server, person }) => {
      mkdirSync(SCREENS, { recursive: true });
      const [ann, bob] = [await person('Ann'), await person('Bartholomäus von und zu Hohenstein')];
      for (const { page } of [ann, bob]) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      }
      const show = async ({ page }: Person, screen: string) => {
        await page.screenshot({ path: `${SCREENS}/${name}-${colorScheme}-${screen}.png` });
      };
      await ann.page.goto(server.url);
      await show(ann, '1-name');
      await ann.introduce(server.url);
      await ann.button('Join room').click();
      await show(ann, '2-home');
      const link = await ann.createRoomFromHome();
      await show(ann, '3-empty-room');
      await bob.page.goto(link);
      await expect(bob.page.getByText('You are invited')).toBeVisible();
      await show(bob, '4-invited');
      await bob.join(link);
      await expect(ann.messages.getByText(`${bob.name} joined`)).toBeVisible();
      const peopleButton = ann.page.getByRole('button', { name: /^(Show|Hide) members/ });
      await expect(peopleButton).toBeVisible({ visible: width < 640 });
      await expect(ann.members).toHaveCount(width < 640 ? 0 : 2);

      await ann.say('Tea at four?');
      await bob.say('Gladly. Shall I bring the cake, or is somebody else already baking one?');
      await bob.say('https://example.org/recipes/' + 'a-very-long-path/'.repeat(8));
      await ann.say('Bring it!\n\nWe need:\n – plates\n – forks');
      await bob.say('👍');
      await ann.say('שלום, see you at four');
      await ann.reads('👍');
      await bob.reads('שלום, see you at four');
      await bob.acts('Tea at four?', 'React with heart');
      await ann.acts('Tea at four?', 'React with party');
      await bob.acts('👍', 'Delete');
      await ann.acts('Bring it!', 'Edit');
      await ann.composer.fill('Bring it, please!\n\nWe need:\n – plates\n – forks');
      await show(ann, '13-editing');
      await ann.composer.press('Enter');
      await bob.reads('Message deleted');
      await expect(bob.messages.getByText('edited')).toBeVisible();
      await ann.messages.evaluate((list) => list.scrollTo({ top: list.scrollHeight }));
      await expect(ann.button('Jump to newest')).toBeHidden();
      await ann.messages.locator('article').last().hover();
      await ann.messages.getByRole('button', { name: 'Message actions' }).last().click();
      await show(ann, '14-actions');
      await ann.page.keyboard.press('Escape');
      await show(ann, '5-room');
      if (width < 640) {
        await peopleButton.click();
        await show(ann, '6-members');
        await peopleButton.click();
        await expect(ann.members).toHaveCount(0);
      }
      await bob.composer.fill('x'.repeat(4_100));
      await show(bob, '7-too-long');
      await bob.composer.fill('');
      if (width < 640) await peopleButton.click();
      await ann.calls(bob.name);
      await expect(bob.button('Accept with video')).toBeVisible();
      await show(bob, '8-incoming');
      await show(ann, '9-ringing');
      await bob.button('Accept with video').click();
      await expect(ann.callStatus).toHaveText(`In a call with ${bob.name}`);
      await expect
        .poll(() =>
          ann.page
            .getByLabel(/^Picture of/)
            .evaluate((video: HTMLVideoElement) => video.videoWidth),
        )
        .toBeGreaterThan(0);
      await expect(ann.composer).toBeVisible();
      for (const size of ['Small', 'Large', 'Medium']) {
        await ann.button('Layout').click();
        await ann.button(size).click();
        if (size === 'Small') await show(ann, '15-call-layouts');
        await ann.page.keyboard.press('Escape');
        await expect(ann.composer).toBeVisible();
        await show(ann, `10-call-${size.toLowerCase()}`);
      }
      await ann.button('Camera and sound').click();
      await expect(ann.page.getByRole('dialog', { name: 'Camera and sound' })).toBeVisible();
      await show(ann, '16-camera-and-sound');
      await ann.button('Done').click();
      await ann.button('Mute microphone').click();
      await ann.button('Turn camera off').click();
      await bob.button('Share screen').click();
      await expect(ann.page.getByLabel(/^Screen of/)).toBeVisible();
      await show(ann, '17-their-screen');
      await show(bob, '18-my-screen');
      await bob.button('Hang up').click();
      await expect(ann.news('The call has ended.')).toBeVisible();
      await show(ann, '11-ended');
      await ann.page.goto(`${server.url}/r/${'A'.repeat(32)}`);
      await expect(ann.page.getByRole('heading', { name: 'No such room' })).toBeVisible();
      await show(ann, '12-unknown');
    });
  }
}
