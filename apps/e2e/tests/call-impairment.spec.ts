import { COTURN_SECRET, startCoturn } from '@chat/chaos/coturn';
import { UdpProxy } from '@chat/chaos/udp-proxy';
import { connect, goesOn } from '../support/calls.ts';
import { expect, test } from '../support/fixtures.ts';
import { received } from '../support/media-probe.ts';
import type { Person } from '../support/person.ts';
import { onlyByRelay } from '../support/relay.ts';
import { startServer } from '../support/server.ts';

/** Two people in a room whose calls go by a relay behind a network of ours; each packet meets its weather once. */
const impaired = test.extend<{ network: UdpProxy; couple: [Person, Person] }>({
  network: async ({}, use) => {
    const relay = await startCoturn();
    const network = await UdpProxy.start({ target: relay.port, ways: 'up' });
    await use(network);
    network.close();
    await relay.close();
  },
  couple: async ({ network, person }, use) => {
    const server = await startServer({
      TURN_URLS: `turn:127.0.0.1:${network.port}`,
      TURN_SECRET: COTURN_SECRET,
    });
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    for (const one of [ann, bob]) await onlyByRelay(one);
    await bob.join(await ann.createRoom(server.url));
    await expect(ann.members).toHaveCount(2);
    await use([ann, bob]);
    await server.close();
  },
});

impaired(
  '[W7] at 80 kbit/s the picture is paused, both are told, sound goes on, and it comes back by itself',
  async ({ network, couple: [ann, bob] }) => {
    impaired.setTimeout(300_000);
    await connect(ann, bob);
    for (const one of [ann, bob]) await goesOn(one);

    network.weather = { bitsPerSecond: 80_000 };
    for (const { page } of [ann, bob]) {
      await expect(page.getByText('your picture is paused').first()).toBeVisible({
        timeout: 20_000,
      });
    }
    await expect(bob.page.getByText(/The picture of Ann is paused/).first()).toBeVisible();
    for (const { page } of [ann, bob]) {
      const { audioEnergy } = await received(page);
      await expect
        .poll(async () => (await received(page)).audioEnergy)
        .toBeGreaterThan(audioEnergy);
    }

    network.weather = {};
    const { framesDecoded } = await received(bob.page);
    // More than what was on its way, and than tries that do not hold; how soon is told by `npm run bench:calls`.
    await expect
      .poll(async () => (await received(bob.page)).framesDecoded, { timeout: 90_000 })
      .toBeGreaterThan(framesDecoded + 100);
    for (const { page } of [ann, bob]) {
      await expect(page.getByText('your picture is paused').first()).toBeHidden({
        timeout: 90_000,
      });
    }
  },
);

impaired(
  '[W10] what loses packets is said, with whose side it is, and taken back',
  async ({ network, couple: [ann, bob] }) => {
    impaired.setTimeout(180_000);
    await connect(ann, bob);
    for (const one of [ann, bob]) await goesOn(one);
    network.weather = { loss: 0.2 };
    await expect(ann.button('Poor connection')).toBeVisible({ timeout: 30_000 });
    // It may be called otherwise the next moment: opened, its words follow.
    await ann.button(/ connection$/).click();
    const loses = ann.page.getByText(/network is slow or loses data/);
    await expect(loses).toBeVisible({ timeout: 30_000 });
    // What is told of the network shall not depend on whether this machine has time for pictures.
    await ann.page.keyboard.press('Control+e');
    await bob.button('Turn camera off').click();
    for (const one of [ann, bob]) await expect(one.button('Turn camera on')).toBeVisible();
    await expect(loses).toBeVisible();
    network.weather = {};
    await expect(ann.button('Good connection')).toBeVisible({ timeout: 40_000 });
    await expect(loses).toBeHidden();
  },
);
