import type { Page } from '@playwright/test';
import { calls, dialogAt, everythingReleased } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import { opened, received } from '../support/media-probe.ts';
import type { Person } from '../support/person.ts';

const neverMind = () => undefined;

/** Frames of one kind that this page's sockets bring in from now on. */
function framesOf(page: Page, type: string): string[] {
  const frames: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes(`"type":"${type}"`)) frames.push(String(payload));
    });
  });
  return frames;
}

calls(
  '[P30] a call reaches the chosen member alone: a third one receives no frame of it',
  async ({ server, person }) => {
    const [ann, bob, cleo] = [await person('Ann'), await person('Bob'), await person('Cleo')];
    const signals = framesOf(cleo.page, 'signal');
    const messages = framesOf(cleo.page, 'entry-posted');
    const link = await ann.createRoom(server.url);
    await bob.join(link);
    await cleo.join(link);
    await expect(ann.members).toHaveCount(3);

    await ann.calls('Bob');
    await bob.button('Accept with video').click();
    await expect(bob.callStatus).toHaveText('In a call with Ann');
    // [P65] That they are in a call everybody sees, with whom is theirs.
    await expect(cleo.members.filter({ hasText: 'in a call' })).toHaveText([/Ann/, /Bob/]);
    await ann.button('Hang up').click();
    await expect(bob.news('The call has ended.')).toBeVisible();
    await expect(cleo.members.filter({ hasText: 'in a call' })).toHaveCount(0);
    await ann.say('after the call');
    await cleo.reads('after the call');

    expect(messages, 'the frames of the third are really seen').toHaveLength(1);
    expect(signals).toEqual([]);
    await expect(cleo.page.getByRole('dialog')).toHaveCount(0);
  },
);

calls('the callee declines: the caller is told and the camera goes off', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await bob.button('Decline').click();
  await expect(ann.news('The call with Bob was declined.')).toBeVisible();
  expect(await opened(bob.page)).toBe(0);
  await everythingReleased(ann, bob);
});

calls('the caller gives up: it stops ringing and counts as missed', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await ann.button('Hang up').click();
  await expect(bob.news('You missed a call from Ann.')).toBeVisible();
  await expect(dialogAt(bob, 'Ann')).toBeHidden();
  await everythingReleased(ann, bob);
});

calls('voice only: sound both ways, and no camera of the callee', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await bob.button('Accept voice only').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await expect.poll(() => opened(bob.page), 'the microphone alone').toBe(1);
  for (const { page } of [ann, bob]) {
    await expect.poll(async () => (await received(page)).audioEnergy).toBeGreaterThan(0);
  }
  expect((await received(ann.page)).framesDecoded).toBe(0);
  await expect.poll(async () => (await received(bob.page)).framesDecoded).toBeGreaterThan(0);
  expect(await opened(bob.page), 'the microphone alone').toBe(1);
  await bob.button('Turn camera on').click();
  await expect.poll(async () => (await received(ann.page)).framesDecoded).toBeGreaterThan(0);
  await ann.button('Hang up').click();
  await everythingReleased(ann, bob);
});

calls(
  'mute sends silence, camera off releases the camera, and both come back',
  async ({ room }) => {
    const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
    await ann.calls('Bob');
    await bob.button('Accept with video').click();
    await expect(ann.callStatus).toHaveText('In a call with Bob');
    await ann.button('Mute microphone').click();
    await ann.button('Turn camera off').click();
    const live = () =>
      ann.page.evaluate(() =>
        (window as unknown as { mediaProbe: { tracks: MediaStreamTrack[] } }).mediaProbe.tracks
          .filter(({ readyState }) => readyState === 'live')
          .map(({ kind, enabled }) => ({ kind, enabled })),
      );
    expect(await live()).toEqual([{ kind: 'audio', enabled: false }]);
    await ann.button('Unmute microphone').click();
    await ann.button('Turn camera on').click();
    await expect.poll(live).toEqual([
      { kind: 'audio', enabled: true },
      { kind: 'video', enabled: true },
    ]);
    const { framesDecoded } = await received(bob.page);
    await expect
      .poll(async () => (await received(bob.page)).framesDecoded)
      .toBeGreaterThan(framesDecoded);
  },
);

calls('a third caller is told at once that the callee is busy', async ({ room }) => {
  const [ann, bob, cleo] = (await room(['Ann', 'Bob', 'Cleo'])) as [Person, Person, Person];
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await cleo.calls('Bob');
  await expect(cleo.news('Bob is in another call.')).toBeVisible();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await everythingReleased(cleo);
});

calls('[P35] both call each other at once: one call, no error', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  // Where one ring is faster than the other press, that button is off already.
  const press = (one: Person, other: string) =>
    Promise.race([
      one.button(`Call ${other}`).click().catch(neverMind),
      one.button('Accept with video').waitFor().catch(neverMind),
    ]);
  await Promise.all([press(ann, 'Bob'), press(bob, 'Ann')]);
  const statusOf = (one: Person) =>
    one.callStatus.or(one.button('Accept with video')).first().innerText();
  const pressAccept = async (one: Person) => {
    const accept = one.button('Accept with video');
    if (await accept.isVisible()) await accept.click();
  };
  await Promise.all([statusOf(ann), statusOf(bob)]);
  await Promise.all([pressAccept(ann), pressAccept(bob)]);
  for (const [one, other] of [
    [ann, 'Bob'],
    [bob, 'Ann'],
  ] as const) {
    await expect(one.callStatus).toHaveText(`In a call with ${other}`);
    await expect.poll(async () => (await received(one.page)).framesDecoded).toBeGreaterThan(0);
  }
});

calls(
  '[P33] all tabs of the callee ring, and the first answer stops the others',
  async ({ room }) => {
    const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
    const second = await bob.context.newPage();
    await second.goto(bob.page.url());
    const ringing = second.getByRole('dialog', { name: 'Ann is calling' });
    await expect(second.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await expect(ann.members).toHaveCount(2);

    await ann.calls('Bob');
    await expect(ringing).toBeVisible();
    await bob.button('Accept with video').click();
    await expect(ringing).toBeHidden();
    await expect(ann.callStatus).toHaveText('In a call with Bob');
    expect(await opened(second)).toBe(0);
  },
);

calls('closing one of several ringing tabs leaves the others ringing', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  const second = await bob.context.newPage();
  await second.goto(bob.page.url());
  await expect(second.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await ann.calls('Bob');
  await expect(second.getByRole('dialog', { name: 'Ann is calling' })).toBeVisible();
  await second.close();
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
});

calls('who is not in the room any more is not in a call there either', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await ann.page.evaluate(async () => {
    const id = location.pathname.split('/').at(-1) ?? '';
    await fetch(`/api/rooms/${id}`, { method: 'DELETE' });
  });
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole('heading', { name: 'This room has ended' })).toBeVisible();
  }
  await everythingReleased(ann, bob);
});

calls('going back keeps the call and the room, and hanging up there ends it', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await bob.page.evaluate(() => {
    history.pushState(null, '', '/');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await expect(bob.button('Create room')).toBeVisible();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await expect(ann.members).toHaveCount(2);
  await bob.button('Hang up').click();
  await expect(ann.news('The call has ended.')).toBeVisible();
  await everythingReleased(ann, bob);
});

calls('an incoming call leaves who is typing alone', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await bob.composer.pressSequentially('half a sen');
  await ann.calls('Bob');
  await expect(dialogAt(bob, 'Ann')).toBeVisible();
  await bob.page.keyboard.type('tence');
  await bob.page.keyboard.press('Enter');
  await ann.reads('half a sentence');
  await expect(dialogAt(bob, 'Ann'), 'Enter wrote a message and accepted nothing').toBeVisible();
});
