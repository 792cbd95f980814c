import { calls, connect, everythingReleased, seesMore } from '../support/calls.ts';
import { expect, LONGEST_WAIT_MS } from '../support/fixtures.ts';
import { framesOver } from '../support/media-probe.ts';
import { keepsShowing } from '../support/players.ts';
import type { Person } from '../support/person.ts';
import { startServer } from '../support/server.ts';

/** Resolves once the page says so of its call, if only for a frame. */
const wasTold = (one: Person, words: string) =>
  one.page.waitForFunction(
    (text) => document.querySelector('.call [role=status]')?.textContent.trim() === text,
    words,
  );

calls('[P38] a reload of either side comes back into the call', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await connect(ann, bob);
  await bob.button('Mute microphone').click();
  for (const [one, other] of [
    [bob, ann],
    [ann, bob],
  ] as const) {
    // It may be back before the reload says that it is done.
    await Promise.all([wasTold(other, `Reconnecting with ${one.name}…`), one.page.reload()]);
    await expect(one.callStatus).toHaveText(`In a call with ${other.name}`);
    await expect(other.callStatus).toHaveText(`In a call with ${one.name}`);
    await seesMore(ann.page);
    await seesMore(bob.page);
  }
  await expect(bob.button('Unmute microphone'), 'muted as before').toBeVisible();
  await ann.button('Hang up').click();
  await expect(bob.news('The call has ended.')).toBeVisible();
  await everythingReleased(ann, bob);
});

calls('[P38] a page that is closed for good is lost after a while', async ({ room }) => {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await connect(ann, bob);
  await bob.page.close({ runBeforeUnload: false });
  await expect(ann.callStatus).toHaveText('Reconnecting with Bob…');
  // The last frame stays, darker than life.
  await expect(ann.page.getByLabel('Picture of Bob')).toHaveCSS('filter', /brightness\(0\.4\)/);
  await expect(ann.news('The connection with Bob was lost.')).toBeVisible({ timeout: 40_000 });
  await expect(ann.alert('The connection with Bob was lost.')).toBeVisible();
  await everythingReleased(ann);
});

calls(
  '[P36] a call goes on for a minute without the server, and can be changed meanwhile',
  async ({ person }) => {
    calls.setTimeout(300_000);
    const server = await startServer({ MEMBER_GRACE_MS: '4000' });
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    await bob.join(await ann.createRoom(server.url));
    await connect(ann, bob);
    await seesMore(bob.page);
    await server.stop('SIGKILL');
    // Time is what is measured here: that frames came in every stretch of it.
    const samples = await framesOver(bob.page, { stretches: 30, ms: 2_000 });
    const still = samples.filter(
      (frames, index) => index > 0 && frames <= (samples[index - 1] ?? 0),
    );
    expect(still, `decoded more in each of ${samples.length} samples: ${samples.join()}`).toEqual(
      [],
    );
    await expect(ann.callStatus).toHaveText('In a call with Bob');
    // A screen is negotiated anew, over the call's own channel.
    await bob.button('Share screen').click();
    await keepsShowing(ann.page.getByLabel('Screen of Bob'));
    await bob.button('Stop sharing').click();
    await expect(ann.page.getByLabel('Screen of Bob')).toBeHidden();

    await server.start();
    await expect(ann.page.getByText('Reconnecting…')).toBeHidden({ timeout: LONGEST_WAIT_MS });
    await expect(bob.page.getByText('Reconnecting…')).toBeHidden({ timeout: LONGEST_WAIT_MS });
    await bob.button('Hang up').click();
    await expect(ann.news('The call has ended.')).toBeVisible();
    await everythingReleased(ann, bob);
    await server.close();
  },
);

calls('[P36] hanging up is heard while the server is away', async ({ person }) => {
  const server = await startServer({ MEMBER_GRACE_MS: '4000' });
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  await connect(ann, bob);
  await server.stop('SIGKILL');
  await expect(ann.page.getByText('Reconnecting…')).toBeVisible();
  await ann.button('Hang up').click();
  await expect(bob.news('The call has ended.')).toBeVisible();
  await everythingReleased(ann, bob);
  await server.close();
});

calls(
  '[P32] a call outlives a cut socket, and hanging up is still heard',
  async ({ server, person, tunnel }) => {
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const link = await ann.createRoom(server.url);
    await bob.join(tunnel.through(link));
    await connect(ann, bob);
    tunnel.cut();
    await expect(bob.page.getByText('Reconnecting…')).toBeVisible();
    await seesMore(bob.page);
    tunnel.mend();
    await expect(bob.page.getByText('Reconnecting…')).toBeHidden({ timeout: LONGEST_WAIT_MS });
    await ann.button('Hang up').click();
    await expect(bob.news('The call has ended.')).toBeVisible();
    await everythingReleased(ann, bob);
  },
);
