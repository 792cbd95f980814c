import { expect, test } from '../support/fixtures.ts';

const MINUTE = 60_000;

test('what waited too long says so, and can be sent again, changed or deleted', async ({
  server,
  person,
  tunnel,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.page.clock.install();
  const link = await ann.createRoom(server.url);
  await bob.join(tunnel.through(link));
  // What offers Retry is loaded after the first drawing.
  await bob.page.waitForLoadState('networkidle');
  tunnel.cut();
  for (const words of ['to be sent again', 'to be chnged', 'to be deleted']) await bob.say(words);
  await bob.page.clock.fastForward(1_000);
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
  tunnel.mend();
  await bob.page.clock.fastForward(MINUTE);
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
  tunnel.cut();
  const written = Array.from({ length: 100 }, (_, index) => `waits ${index}`);
  for (const words of written) await bob.say(words);
  await bob.say('one too many');
  await expect(bob.composer).toHaveValue('one too many');
  await expect(bob.composer).toHaveAccessibleDescription(/^100 messages wait to be sent/);
  await expect(bob.page.getByText('100 messages will be sent when you are back.')).toBeVisible();
  tunnel.mend();
  // The server takes ten messages a second of one person for long [P44].
  await expect.poll(() => ann.texts(), { timeout: 60_000 }).toEqual(written);
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
  const probes = () => sent.filter((frame) => frame === '{"type":"heartbeat"}').length;
  for (const [index, event] of ['online', 'pageshow'].entries()) {
    await ann.page.evaluate((name) => dispatchEvent(new Event(name)), event);
    await expect.poll(probes).toBe(index + 1);
  }
  await ann.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(probes).toBe(3);
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
