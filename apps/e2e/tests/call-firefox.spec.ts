import type { Browser, Page } from 'puppeteer-core';
import { goesOn } from '../support/calls.ts';
import { findFirefox, launchFirefox, press, sayName } from '../support/firefox.ts';
import { expect, test } from '../support/fixtures.ts';
import {
  installMediaProbe,
  leftOpen,
  readReceived,
  type Received,
} from '../support/media-probe.ts';

const executable = findFirefox();

const mixed = test.extend<{ firefox: Browser }>({
  firefox: async ({}, use) => {
    const browser = await launchFirefox(executable ?? '');
    await use(browser);
    await browser.close();
  },
});

mixed.skip(!executable, 'there is no Firefox here');
mixed.setTimeout(120_000);

mixed(
  'Chromium calls Firefox and Firefox calls Chromium: sound and picture both ways',
  async ({ firefox, server, person }) => {
    const ann = await person('Ann');
    const link = await ann.createRoom(server.url);
    const page = await firefox.newPage();
    await page.evaluateOnNewDocument(installMediaProbe);
    await page.goto(link);
    await sayName(page, 'Bob');
    await expect(ann.members).toHaveCount(2);

    await ann.calls('Bob');
    await press(page, 'Accept with video');
    await bothGoOn();
    await ann.button('Hang up').click();

    // The button is there again once it is over on this side, too.
    await press(page, 'Call Ann');
    await ann.button('Accept with video').click();
    await bothGoOn();
    await press(page, 'Hang up');
    await expect.poll(() => leftOpen(ann.page)).toEqual({ tracks: 0, connections: 0 });

    async function bothGoOn(): Promise<void> {
      await expect(ann.callStatus).toHaveText('In a call with Bob');
      await goesOn(ann);
      const before = await heard(page);
      await expect
        .poll(async () => (await heard(page)).audioPackets)
        .toBeGreaterThan(before.audioPackets);
      await expect
        .poll(async () => (await heard(page)).framesDecoded)
        .toBeGreaterThan(before.framesDecoded);
    }
  },
);

function heard(page: Page): Promise<Received> {
  return page.evaluate(readReceived);
}
