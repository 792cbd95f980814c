import type { Person } from '../support/person.ts';
import { allow, hum, refuse, unplug } from '../support/fake-devices.ts';
import { calls, inCall } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import { leftOpen, received } from '../support/media-probe.ts';
import { keepsShowing } from '../support/players.ts';

const released = { tracks: 0, connections: 0 };

calls('a shared screen is seen at the other side, sharp for text at first', async ({ room }) => {
  const [ann, bob] = await inCall(room);
  const hint = () =>
    bob.page.evaluate(() =>
      (window as unknown as { mediaProbe: { screens: MediaStreamTrack[] } }).mediaProbe.screens.map(
        ({ contentHint }) => contentHint,
      ),
    );
  await bob.button('Share screen').click();
  const screen = ann.page.getByLabel('Screen of Bob');
  await keepsShowing(screen);
  expect(await screen.evaluate((video) => getComputedStyle(video).transform)).toBe('none');
  await keepsShowing(ann.page.getByLabel('Picture of Bob'));
  expect(await hint()).toEqual(['detail']);
  await bob.button('Smooth for video').click();
  expect(await hint()).toEqual(['motion']);
  await bob.button('Stop sharing').click();
  await expect(screen).toBeHidden();
  await keepsShowing(ann.page.getByLabel('Picture of Bob'));

  // The browser's own bar has a button for it as well, which ends the track.
  await bob.button('Share screen').click();
  await keepsShowing(screen);
  await bob.page.evaluate(() => {
    const { screens } = (window as unknown as { mediaProbe: { screens: MediaStreamTrack[] } })
      .mediaProbe;
    screens.at(-1)?.dispatchEvent(new Event('ended'));
  });
  await expect(screen).toBeHidden();
  await expect(bob.button('Share screen')).toBeVisible();
  await bob.button('Hang up').click();
  for (const { page } of [ann, bob]) await expect.poll(() => leftOpen(page)).toEqual(released);
});

calls('devices can be chosen in a call and are remembered for the next one', async ({ room }) => {
  const [ann, bob] = await inCall(room);
  const inUse = () =>
    ann.page.evaluate(() =>
      (window as unknown as { mediaProbe: { tracks: MediaStreamTrack[] } }).mediaProbe.tracks
        .filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live')
        .map(({ label }) => label),
    );
  await ann.button('Camera and sound').click();
  const microphone = ann.page.getByLabel('Microphone', { exact: true });
  await microphone.selectOption('Fake Audio Input 2');
  await expect.poll(inUse).toEqual(['Fake Audio Input 2']);
  const speaker = ann.page.getByLabel('Speaker', { exact: true });
  const speakers = (await speaker.locator('option').allInnerTexts()).slice(1);
  await speaker.selectOption(speakers[0] ?? '');
  const chosen = await speaker.inputValue();
  const sink = () =>
    ann.page.getByLabel('Picture of Bob').evaluate((video: HTMLVideoElement) => video.sinkId);
  await expect.poll(sink).toBe(chosen);
  await ann.button('Done').click();
  const before = await received(bob.page);
  await expect
    .poll(async () => (await received(bob.page)).audioEnergy)
    .toBeGreaterThan(before.audioEnergy);

  await ann.button('Hang up').click();
  await ann.page.reload();
  await expect(ann.members).toHaveCount(2);
  await ann.calls('Bob');
  await expect.poll(inUse).toEqual(['Fake Audio Input 2']);
});

calls(
  'a microphone that is pulled out is replaced, and offered when it is back',
  async ({ room }) => {
    const [ann, bob] = await inCall(room);
    await ann.button('Camera and sound').click();
    await ann.page.getByLabel('Microphone', { exact: true }).selectOption('Fake Audio Input 1');
    await ann.button('Done').click();
    await unplug(ann.page, 'Fake Audio Input 1');
    const region = ann.page.getByRole('region', { name: 'Call' });
    await expect(region.getByText('Fake Audio Input 1 was unplugged.')).toBeVisible();
    const before = await received(bob.page);
    await expect
      .poll(async () => (await received(bob.page)).audioEnergy)
      .toBeGreaterThan(before.audioEnergy);
    await unplug(ann.page);
    await expect(region.getByText('Fake Audio Input 1 is back.')).toBeVisible();
    await ann.button('Use Fake Audio Input 1').click();
    await expect(region.getByText('Fake Audio Input 1')).toHaveCount(0);
    await ann.button('Camera and sound').click();
    const { value, label } = await ann.page
      .getByLabel('Microphone', { exact: true })
      .evaluate((select: HTMLSelectElement) => ({
        value: select.value,
        label: select.selectedOptions[0]?.label,
      }));
    expect(value).not.toBe('');
    expect(label).toBe('Fake Audio Input 1');
  },
);

calls(
  'without a camera it is a voice call, and says how to mend it',
  async ({ server, person }) => {
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    await refuse(bob.page, 'video');
    await bob.join(await ann.createRoom(server.url));
    await ann.calls('Bob');
    await bob.button('Accept with video').click();
    await expect(ann.callStatus).toHaveText('In a call with Bob');
    await expect(bob.page.getByText('Your camera is blocked: this is a voice call.')).toBeVisible();
    await expect.poll(async () => (await received(ann.page)).audioEnergy).toBeGreaterThan(0);
    await allow(bob.page);
    await bob.button('Turn camera on').click();
    await keepsShowing(ann.page.getByLabel('Picture of Bob'));
    await expect(bob.page.getByText('Your camera is blocked')).toBeHidden();
  },
);

calls('without a microphone one listens, and can speak later', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await refuse(bob.page, 'audio');
  await bob.join(await ann.createRoom(server.url));
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await expect(bob.page.getByText('Your microphone is blocked: you only listen.')).toBeVisible();
  await expect(ann.page.locator('.them').getByText('Bob is muted')).toBeVisible();
  await expect.poll(async () => (await received(bob.page)).audioEnergy).toBeGreaterThan(0);
  await allow(bob.page);
  await bob.button('Unmute microphone').click();
  await expect.poll(async () => (await received(ann.page)).audioEnergy).toBeGreaterThan(0);
  await expect(ann.page.locator('.them').getByText('Bob is muted')).toBeHidden();
});

calls('with neither one is in the call all the same', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await refuse(bob.page, 'audio', 'video');
  await bob.join(await ann.createRoom(server.url));
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await expect(
    bob.page.getByText('Camera and microphone are blocked: you only listen.'),
  ).toBeVisible();
  await expect.poll(async () => (await received(bob.page)).framesDecoded).toBeGreaterThan(0);
  await expect.poll(async () => (await received(bob.page)).audioEnergy).toBeGreaterThan(0);
});

calls('camera and sound can be tried without a call, and are released', async ({ room }) => {
  const [ann] = (await room(['Ann'])) as [Person];
  await ann.button('Check camera and sound').click();
  const sheet = ann.page.getByRole('dialog', { name: 'Camera and sound' });
  await keepsShowing(sheet.getByLabel('Your picture'));
  const level = sheet.getByRole('meter', { name: 'How loud you are' });
  // Looked at in every frame: the microphone beeps for a moment alone.
  await level.evaluate(async (meter) => {
    const loudness = () => Number(meter.getAttribute('aria-valuenow'));
    while (loudness() <= 20) await new Promise(requestAnimationFrame);
  });
  await sheet.getByLabel('Camera', { exact: true }).selectOption({ index: 1 });
  await keepsShowing(sheet.getByLabel('Your picture'));
  await ann.button('Play a test sound').click();
  await ann.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect.poll(() => leftOpen(ann.page)).toEqual(released);
});

calls('a sheet that was closed just now opens again at once', async ({ room }) => {
  const [ann] = (await room(['Ann'])) as [Person];
  const opener = ann.button('Check camera and sound');
  await opener.click();
  const sheet = ann.page.getByRole('dialog', { name: 'Camera and sound' });
  // What the browser says of a closed dialog comes a task later: this press is before it.
  await sheet.getByRole('button', { name: 'Done' }).evaluate(async (done) => {
    (done as HTMLElement).click();
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    (document.activeElement as HTMLElement).click();
  });
  await expect(sheet).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await expect(sheet).not.toBeAttached();
  await ann.page.keyboard.press('Enter');
  await expect(sheet).toBeVisible();
  // Long after what the browser had to say of those before.
  await keepsShowing(sheet.getByLabel('Your picture'));
});

calls('who speaks is shown, and who speaks muted is told', async ({ server, person }) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await hum(bob.page);
  await bob.join(await ann.createRoom(server.url));
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.page.locator('.them.speaks')).toBeVisible();
  await bob.button('Mute microphone').click();
  await expect(ann.page.locator('.them').getByText('Bob is muted')).toBeVisible();
  await expect(ann.page.locator('.them.speaks')).toHaveCount(0);
  const hint = bob.page.getByRole('region', { name: 'Call' }).getByText('You are muted');
  await expect(hint).toBeVisible();
  await bob.button('Unmute microphone').click();
  await expect(hint).toBeHidden();
});

calls(
  'a camera that the system takes away is off, with the reason, and comes back by its button',
  async ({ room }) => {
    const [ann, bob] = await inCall(room);
    await keepsShowing(bob.page.getByLabel('Picture of Ann'));
    await ann.page.evaluate(() => {
      const { tracks } = (window as unknown as { mediaProbe: { tracks: MediaStreamTrack[] } })
        .mediaProbe;
      const camera = tracks.findLast(({ kind }) => kind === 'video');
      camera?.stop();
      camera?.dispatchEvent(new Event('ended'));
    });
    await expect(ann.page.getByText('The system has stopped your camera.')).toBeVisible();
    await expect(bob.page.getByLabel('Picture of Ann')).toBeHidden();
    await ann.button('Turn camera on').click();
    await expect(ann.page.getByText('The system has stopped')).toHaveCount(0);
    await keepsShowing(bob.page.getByLabel('Picture of Ann'));
  },
);
