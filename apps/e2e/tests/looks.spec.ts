import { joinCrowd } from '../support/crowd.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';
import { sideways, SIZES, takePictures } from '../support/pictures.ts';

// Pictures for people to look at, kept as artefacts of the run; what can be said in words is asserted.

const LONG = 'Bartholomäus von und zu Hohenstein';

/** The list of members covers the room where that is narrow: shown for one picture. */
async function lookAtMembers(person: Person, screen: string, button: RegExp): Promise<void> {
  await person.page.setViewportSize(SIZES.sm);
  await person.page.getByRole('button', { name: button }).first().click();
  await takePictures(person, screen, ['sm']);
  await person.page.keyboard.press('Escape');
}

test('every screen before, in and after a room', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person(LONG)];
  await ann.page.goto(server.url);
  await expect(ann.page.getByLabel('Your name')).toBeVisible();
  await takePictures(ann, '01-name');
  await ann.introduce(server.url);
  await ann.button('Join room').click();
  await takePictures(ann, '02-home');
  const link = await ann.createRoomFromHome();
  await takePictures(ann, '03-empty-room');
  await bob.page.goto(link);
  await expect(bob.page.getByText('You are invited')).toBeVisible();
  await takePictures(bob, '04-invited');
  await bob.join(link);
  await ann.say('Tea at four?');
  await bob.say('Gladly. Shall I bring the cake, or is somebody else already baking one?');
  await bob.say('https://example.org/recipes/' + 'a-very-long-path/'.repeat(8));
  await ann.say('Bring it!\n\nWe need:\n – plates\n – forks');
  await bob.say('👍');
  await ann.say('שלום, see you at four');
  await bob.reads('שלום, see you at four');
  await bob.acts('Tea at four?', 'React with heart');
  await bob.acts('👍', 'Delete');
  await ann.acts('Bring it!', 'Edit');
  await takePictures(ann, '05-editing');
  await ann.composer.fill('Bring it, please!\n\nWe need:\n – plates\n – forks');
  await ann.composer.press('Enter');
  await expect(bob.messages.getByText('edited')).toBeVisible();
  await expect(ann.messages.getByText('Message deleted')).toBeVisible();
  await takePictures(ann, '06-room');
  await ann.messages.locator('article').last().hover();
  await ann.messages.getByRole('button', { name: 'Message actions' }).last().click();
  await takePictures(ann, '07-actions', ['lg']);
  await ann.page.keyboard.press('Escape');
  await ann.button('Emoji').click();
  await expect(ann.page.getByRole('searchbox')).toBeFocused();
  await takePictures(ann, '08-emoji', ['lg']);
  await ann.page.keyboard.press('Escape');
  await ann.button('Settings').click();
  await expect(ann.page.getByRole('radio', { name: 'Dark' })).toBeVisible();
  await takePictures(ann, '09-settings');
  await ann.page.keyboard.press('Escape');
  await ann.button('Room settings').click();
  await expect(ann.button('Lock the room')).toBeVisible();
  await takePictures(ann, '10-owner');
  await ann.page.keyboard.press('Escape');
  await ann.page.setViewportSize(SIZES.sm);
  await ann.button('More').click();
  await takePictures(ann, '11-more', ['sm']);
  await ann.page.keyboard.press('Escape');
  await bob.composer.fill('x'.repeat(4_100));
  await takePictures(bob, '12-too-long');
  await ann.page.goto(`${server.url}/r/${'A'.repeat(32)}`);
  await expect(ann.page.getByRole('heading', { name: 'No such room' })).toBeVisible();
  await takePictures(ann, '13-unknown');
});

test('every screen of a call', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person(LONG)];
  await bob.join(await ann.createRoom(server.url));
  await ann.say('Tea at four?');
  await ann.calls(bob.name);
  await expect(bob.button('Accept with video')).toBeVisible();
  await takePictures(bob, '20-incoming');
  await takePictures(ann, '21-ringing');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText(`In a call with ${bob.name}`);
  const picture = ann.page.getByLabel(/^Picture of/);
  const width = () => picture.evaluate((video: HTMLVideoElement) => video.videoWidth);
  await expect.poll(width).toBeGreaterThan(0);
  for (const size of ['Small', 'Large', 'Medium']) {
    await ann.page.setViewportSize(SIZES.lg);
    await ann.button('Layout').click();
    await ann.button(size).click();
    if (size === 'Small') await takePictures(ann, '22-layouts', ['lg']);
    await ann.page.keyboard.press('Escape');
    await takePictures(ann, `23-call-${size.toLowerCase()}`);
    await expect(ann.composer).toBeVisible();
  }
  await ann.button('Camera and sound').click();
  await expect(ann.page.getByRole('dialog', { name: 'Camera and sound' })).toBeVisible();
  await takePictures(ann, '24-camera-and-sound');
  await ann.button('Done').click();
  await ann.button('Mute microphone').click();
  await ann.button('Turn camera off').click();
  await bob.button('Share screen').click();
  await expect(ann.page.getByLabel(/^Screen of/)).toBeVisible();
  await takePictures(ann, '25-their-screen');
  await takePictures(bob, '26-my-screen');
  await bob.button('Hang up').click();
  await expect(ann.news('The call has ended.')).toBeVisible();
  await takePictures(ann, '27-ended');
});

const NAMES = [
  LONG,
  'عبد الرحمن بن عبد العزيز آل سليمان',
  'Donaudampfschifffahrtsgesellschaftskap',
  '🦊🌍 Zoë',
  'Ann',
  'Nguyễn Thị Minh Khai',
];

/** What people may write that is hard to lay out. */
const TEXTS = [
  'Hello all 👋',
  'مرحبا بالجميع، هل نلتقي الساعة 4 مساءً في Café Central؟',
  'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(3),
  'One **bold**, one _slanted_, `code`, https://example.org/' + 'path/'.repeat(20),
  '👨‍👩‍👧‍👦🎉',
  '```\nconst answer = everything.map((each) => each.asFarAsTheEdgeOfTheWindowAndBeyond());\n```',
  '- plates\n- forks\n- مناديل',
  '@Ann are you in?',
];

test('a crowded room, in English and in Arabic, with what could not be sent', async ({
  server,
  person,
  tunnel,
}) => {
  const ann = await person('Ann', { mayFail: true });
  const dora = await person('دُرّة', { locale: 'ar', mayFail: true });
  for (const one of [ann, dora]) await one.page.clock.install();
  const link = await ann.createRoom(tunnel.through(server.url));
  const crowd = await joinCrowd(
    new URL(new URL(link).pathname, server.url).href,
    Array.from({ length: 198 }, (_, n) => NAMES[n] ?? `Guest ${n}`),
  );
  TEXTS.forEach((text, member) => crowd.say(member % 6, text));
  await dora.page.goto(link);
  await dora.page.getByRole('textbox').fill(dora.name);
  await dora.page.keyboard.press('Enter');
  for (const { page } of [ann, dora]) {
    await expect(page.getByRole('log').getByText('Hello all 👋')).toBeVisible();
    await expect(page.locator('aside').getByRole('listitem')).toHaveCount(200);
  }
  await takePictures(ann, '30-crowd');
  await takePictures(dora, '31-crowd-rtl');
  await lookAtMembers(ann, '32-members', /^Show members/);
  await lookAtMembers(dora, '33-members-rtl', /^إظهار الأعضاء/);

  tunnel.cut();
  for (const { page } of [ann, dora]) {
    await page.getByRole('textbox').last().fill('This did not get through, لم تصل');
    await page.keyboard.press('Enter');
    await page.clock.fastForward(11 * 60_000);
    await expect(page.getByRole('log').locator('.failed')).toBeVisible();
    await page.evaluate(() => void Promise.reject(new Error('planted')));
    await expect(page.getByRole('alert').getByRole('button').first()).toBeVisible();
    await expect(page.getByRole('status').getByRole('button').first()).toBeVisible();
  }
  await takePictures(ann, '34-not-sent');
  await takePictures(dora, '35-not-sent-rtl');
  // 320 px, and a window of 1280 px at 200 %: nothing sticks out, and one can write.
  for (const size of [
    { width: 320, height: 640 },
    { width: 640, height: 360 },
  ]) {
    for (const { page } of [ann, dora]) {
      await page.setViewportSize(size);
      await expect.poll(() => sideways(page), `${size.width} px`).toBe(0);
      await expect(page.getByRole('log')).toBeInViewport();
      await expect(page.getByRole('textbox').last()).toBeInViewport({ ratio: 1 });
    }
  }
  crowd.close();
});
