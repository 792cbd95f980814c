import { expect, test } from '../support/fixtures.ts';
import { leftOpen, opened, received } from '../support/media-probe.ts';

test('[P34] two people: create, copy, join, talk, call with picture and sound, hang up', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  const bob = await person('Bob');

  const link = await ann.createRoom(server.url);
  expect(link).toMatch(new RegExp(`^${server.url}/r/[A-Za-z0-9_-]{32}$`));
  expect(ann.page.url()).toBe(link);
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Ann’s room');

  await bob.page.goto(link);
  await expect(bob.page.getByText('You are invited to “Ann’s room”')).toBeVisible();
  await bob.join(link);

  for (const one of [ann, bob]) await expect(one.members).toHaveCount(2);
  await expect(ann.members.nth(0)).toContainText('Ann');
  await expect(ann.members.nth(1)).toContainText('Bob');
  await expect(ann.messages.getByText('Bob joined')).toBeVisible();

  await ann.say('Hello Bob');
  await bob.reads('Hello Bob');
  await bob.say('Hello Ann\nhow are you?');
  await ann.reads('Hello Ann how are you?');
  expect(await ann.texts()).toEqual(await bob.texts());

  await ann.calls('Bob');
  await expect(bob.page.getByRole('dialog', { name: 'Ann is calling' })).toBeVisible();
  await expect(ann.callStatus).toHaveText('Ringing at Bob…');
  expect(await opened(bob.page), 'the callee’s camera stays off until they accept').toBe(0);
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await expect(bob.callStatus).toHaveText('In a call with Ann');

  for (const one of [ann, bob]) {
    const before = await received(one.page);
    await expect
      .poll(async () => {
        const now = await received(one.page);
        return {
          pictureMoves: now.framesDecoded > before.framesDecoded,
          packetsCome: now.audioPackets > before.audioPackets,
          soundIsHeard: now.audioEnergy > before.audioEnergy,
        };
      })
      .toEqual({ pictureMoves: true, packetsCome: true, soundIsHeard: true });
    const remote = one.page.getByLabel(/^Picture of/);
    const playing = () =>
      remote.evaluate(
        (video: HTMLVideoElement) => !video.muted && !video.paused && video.videoWidth > 0,
      );
    await expect.poll(playing, 'the other side is seen and heard, not muted').toBe(true);
  }

  await ann.say('I can see you');
  await bob.reads('I can see you');

  await bob.button('Hang up').click();
  for (const one of [ann, bob]) {
    await expect(one.news('The call has ended.')).toBeVisible();
    // The connection stays for a moment, to say goodbye over it.
    await expect
      .poll(() => leftOpen(one.page), 'camera, microphone and connection are released')
      .toEqual({ tracks: 0, connections: 0 });
  }

  await bob.button('Leave room').click();
  await expect(bob.button('Create room')).toBeVisible();
  await expect(ann.messages.getByText('Bob left')).toBeVisible();
  await expect(ann.members).toHaveCount(1);
});
