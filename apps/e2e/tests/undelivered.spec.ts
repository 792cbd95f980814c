import { expect, test } from '../support/fixtures.ts';
import type { CuttableProxy } from '../support/cuttable-proxy.ts';
import type { Person } from '../support/person.ts';

const MINUTE = 60_000;

/** Loses the network, and knows it. */
async function lose({ page }: Person, tunnel: CuttableProxy): Promise<void> {
  tunnel.cut();
  // It is there at once, and seen after a second.
  await expect(page.getByText('Reconnecting…')).toBeAttached();
}

/** Has the network back, and has heard of it: a try that was under way meanwhile may still fail, and is made again. */
async function comeBack({ page }: Person, tunnel: CuttableProxy): Promise<void> {
  tunnel.mend();
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect(page.getByText('Reconnecting…')).toHaveCount(0, { timeout: 5_000 });
  }).toPass();
}

test('what waited too long says so, and can be sent again, changed or deleted', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.page.clock.install();
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await bob.hasAllParts();
  await lose(bob, tunnel);
  for (const words of ['to be sent again', 'to be chnged', 'to be deleted']) await bob.say(words);
  await bob.page.clock.fastForward(1_000);
  // A clock that is there for less than 400 ms would only flicker.
  const seen = await bob.messages
    .getByTitle('Sending…')
    .first()
    .evaluate((clock) => {
      const [appearing] = clock.getAnimations();
      return [399, 401].map((time) => {
        if (appearing) appearing.currentTime = time;
        return getComputedStyle(clock).visibility;
      });
    });
  expect(seen).toEqual(['hidden', 'visible']);
  await expect(bob.messages.getByTitle('Sending…')).toHaveCount(3);
  await bob.page.clock.fastForward(11 * MINUTE);
  const stuck = bob.messages.locator('article').filter({ hasText: 'Not sent.' });
  await expect(stuck).toHaveCount(3);
  await expect(stuck.first()).toContainText('It waited too long to be sent by itself.');

  await stuck.filter({ hasText: 'deleted' }).getByRole('button', { name: 'Delete' }).click();
  await expect(bob.messages.getByText('to be deleted')).toHaveCount(0);
  await expect(bob.messages).toBeFocused();
  await stuck.filter({ hasText: 'chnged' }).getByRole('button', { name: 'Edit' }).click();
  await expect(bob.composer).toHaveValue('to be chnged');
  await expect(bob.composer).toBeFocused();
  await stuck.filter({ hasText: 'again' }).getByRole('button', { name: 'Retry' }).click();
  await expect(stuck).toHaveCount(0);
  await bob.say('to be changed');
  await comeBack(bob, tunnel);
  await ann.reads('to be sent again', 'to be changed');
  expect(await ann.texts()).toEqual(['to be sent again', 'to be changed']);
});

test('what may wait has a bound, which the composer explains and which loses nothing', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await lose(bob, tunnel);
  const written = Array.from({ length: 100 }, (_, index) => `waits ${index}`);
  for (const words of written) await bob.say(words);
  await bob.say('one too many');
  await expect(bob.composer).toHaveValue('one too many');
  await expect(bob.composer).toHaveAccessibleDescription(/^100 messages wait to be sent/);
  await expect(bob.page.getByText('100 messages will be sent when you are back.')).toBeVisible();
  await comeBack(bob, tunnel);
  // The server takes ten messages a second of one person for long [P44].
  // What is out of sight is in the page as text alone.
  const came = async () => (await ann.messages.textContent())?.match(/waits \d+/g);
  await expect.poll(came, { timeout: 60_000 }).toEqual(written);
  await bob.composer.press('Enter');
  await ann.reads('one too many');
});

test('a page that is looked at again, or hears that there is a network, tries the connection at once', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  const sent: string[] = [];
  ann.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(String(payload))),
  );
  await ann.page.reload();
  await expect(ann.composer).toBeVisible();
  // The room may be drawn from what this browser kept before there is a connection to try.
  await expect.poll(() => sent.some((frame) => frame.includes('"type":"join"'))).toBe(true);
  const probes = () => sent.filter((frame) => frame === '{"type":"heartbeat"}').length;
  for (const event of ['online', 'pageshow', 'visibilitychange']) {
    const before = probes();
    await ann.page.evaluate((name) => {
      const target = name === 'visibilitychange' ? document : window;
      target.dispatchEvent(new Event(name));
    }, event);
    await expect.poll(probes, event).toBe(before + 1);
  }
});

test('a room that has ended can be forgotten: nothing of it stays in this browser', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  const link = await ann.createRoom(server.url);
  await bob.join(link);
  const room = new URL(link).pathname.split('/').at(-1);
  const ended = await ann.page.evaluate(
    (id) => fetch(`/api/rooms/${id}`, { method: 'DELETE' }).then(({ status }) => status),
    room,
  );
  expect(ended).toBe(204);
  await bob.button('Forget this room').click();
  await expect(bob.button('Create room')).toBeVisible();
  const kept = await bob.page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    return Promise.all(
      names.map(
        (name) =>
          new Promise<number>((resolve) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => {
              const counts = [...request.result.objectStoreNames].map((store) => {
                const count = request.result.transaction(store).objectStore(store).count();
                return new Promise<number>((done) => (count.onsuccess = () => done(count.result)));
              });
              void Promise.all(counts).then((all) => resolve(all.reduce((a, b) => a + b, 0)));
            };
          }),
      ),
    );
  });
  expect(kept.reduce((a, b) => a + b, 0)).toBe(0);
});

test('what the server takes before what still waits moves there once, and is seen to', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.page.clock.install();
  await bob.page.addInitScript(() => {
    const glided: (string | null)[] = [];
    Object.assign(window, { glided });
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the element that moves
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (this: Element, ...how) {
      glided.push(this.querySelector('.text')?.textContent ?? null);
      return animate.apply(this, how);
    };
  });
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  await bob.hasAllParts();
  await lose(bob, tunnel);
  await bob.say('waited too long');
  await bob.page.clock.fastForward(11 * MINUTE);
  await expect(bob.messages.locator('article').filter({ hasText: 'Not sent.' })).toHaveCount(1);
  await bob.say('written after it');
  expect(await bob.texts()).toEqual(['waited too long', 'written after it']);
  await comeBack(bob, tunnel);
  await ann.reads('written after it');
  await expect.poll(() => bob.texts()).toEqual(['written after it', 'waited too long']);
  const glided = await bob.page.evaluate(() => (window as unknown as { glided: string[] }).glided);
  expect(glided).toEqual(['written after it']);
});
