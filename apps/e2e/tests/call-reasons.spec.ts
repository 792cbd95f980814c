import { calls, dialogAt, everythingReleased } from '../support/calls.ts';
import { announcements } from '../support/announcements.ts';
import { expect } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';
import { startServer } from '../support/server.ts';

calls('[P37] each end of an unanswered call is told on both sides', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  const said = await announcements(ann.page);
  // Who came before the part that tells of it is in the list, and no news.
  await expect(ann.page.getByRole('main').locator('div[aria-live="polite"]')).toBeAttached();
  await bob.join(link);
  await expect.poll(said).toContain('Bob joined');
  const { length } = await said();
  await bob.composer.focus();
  await ann.calls('Bob');
  await bob.button('Decline').click();
  await expect(ann.news('The call with Bob was declined.')).toBeVisible();
  await expect(bob.messages.getByText('You declined a call from Ann')).toBeVisible();
  await expect(bob.news('was declined'), 'who declined knows it').toHaveCount(0);
  await expect(bob.composer).toBeFocused();
  await bob.say('not now');
  await ann.reads('not now');

  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await ann.button('Hang up').click();
  await expect(ann.news('You cancelled the call.')).toBeVisible();
  await expect(bob.news('You missed a call from Ann.')).toBeVisible();
  await expect
    .poll(
      async () => (await said()).slice(length),
      'each once, whatever comes while it stands there',
    )
    .toEqual(['The call with Bob was declined.', 'You cancelled the call.']);
  await everythingReleased(ann, bob);
});

calls('[P32] a refusal may say why, to the caller alone, by keyboard', async ({ room }) => {
  const [ann, bob, cleo] = (await room(['Ann', 'Bob', 'Cleo'])) as [Person, Person, Person];
  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await bob.button('Decline with message').focus();
  await bob.page.keyboard.press('Enter');
  await expect(bob.button('I cannot talk now.')).toBeFocused();
  await bob.page.keyboard.press('Escape');
  await expect(bob.button('Decline with message'), 'Esc closes the choices alone').toBeFocused();
  await bob.page.keyboard.press('Enter');
  await bob.page.keyboard.press('Tab');
  await bob.page.keyboard.press('Enter');
  await expect(ann.news('The call with Bob was declined: “I will call you back.”')).toBeVisible();

  await ann.calls('Bob');
  await bob.button('Decline with message').click();
  await bob.page.getByRole('textbox', { name: 'Your own words' }).fill('in five minutes');
  await bob.page.keyboard.press('Enter');
  await expect(ann.news('was declined: “in five minutes”')).toBeVisible();
  for (const one of [ann, bob]) {
    await expect(one.page.getByRole('log').getByText('in five minutes')).toBeVisible();
  }
  await expect(cleo.page.getByText('in five minutes')).toHaveCount(0);
  await everythingReleased(ann, bob);
});

calls('[P37] nobody answers: no answer here, a missed call there', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await expect(ann.news('Bob did not answer.')).toBeVisible({ timeout: 60_000 });
  await expect(bob.news('You missed a call from Ann.')).toBeVisible();
  await everythingReleased(ann, bob);
});

calls(
  'the callee goes while it rings: who calls is told that nobody is there',
  async ({ room }) => {
    const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
    await ann.calls('Bob');
    await expect(dialogAt(bob, 'Ann')).toBeVisible();
    await bob.context.close();
    // A member who dropped counts as gone after a while.
    await expect(ann.news('Bob cannot be reached right now.')).toBeVisible({ timeout: 30_000 });
    await everythingReleased(ann);
  },
);

calls('a call can be answered over an open sheet, and F6 leads to it', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await bob.button('Settings').first().click();
  await expect(bob.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeFocused();
  await bob.page.keyboard.press('Escape');
  await bob.button('Decline').click();
  await expect(ann.news('The call with Bob was declined.')).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(bob.page.getByRole('dialog')).toHaveCount(0);

  await bob.page.getByRole('textbox', { name: 'Message' }).focus();
  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await expect(bob.page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  for (let n = 0; n < 6; n += 1) {
    await bob.page.keyboard.press('F6');
    if (await dialogAt(bob, 'Ann').evaluate((dialog) => dialog === document.activeElement)) break;
  }
  await expect(dialogAt(bob, 'Ann')).toBeFocused();
  // And away from it, and back.
  await bob.page.keyboard.press('F6');
  await expect(dialogAt(bob, 'Ann')).not.toBeFocused();
  await bob.page.keyboard.press('Shift+F6');
  await bob.button('Decline').click();
  await expect(dialogAt(bob, 'Ann')).toBeHidden();
  await expect(ann.news('The call with Bob was declined.')).toBeVisible();

  // On a phone, where the members lie over the conversation.
  await bob.page.setViewportSize({ width: 360, height: 640 });
  await bob.button('Show members (2)').click();
  await ann.button('Call Bob').press('Enter');
  await expect(ann.page.getByRole('region', { name: 'Call' })).toBeFocused();
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await bob.button('Mute microphone').click();
  await expect(bob.button('Unmute microphone')).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(bob.button('Show members (2)')).toBeFocused();
});

calls('[P33] of three tabs one answers, and the others say where', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  const others = [await bob.context.newPage(), await bob.context.newPage()];
  for (const page of others) {
    await page.goto(bob.page.url());
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  }
  await ann.calls('Bob');
  for (const page of others) {
    await expect(page.getByRole('dialog', { name: 'Ann is calling' })).toBeVisible();
  }
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  for (const page of others) {
    const news = page.getByRole('main').getByText('You answered on another tab or device.');
    await expect(news).toBeVisible();
  }
});

calls('without a server nobody is rung, and it says so', async ({ person }) => {
  const server = await startServer();
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  // The part for calls is there.
  await expect(ann.button('Call Bob')).toHaveAccessibleDescription('Calls work from here.');
  await server.stop('SIGKILL');
  await expect(ann.page.getByText('Reconnecting…')).toBeVisible();
  await ann.calls('Bob');
  await expect(ann.news('The server cannot be reached right now.')).toBeVisible();
  await everythingReleased(ann);
  await server.close();
});
