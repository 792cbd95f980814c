// How long it takes from an address to where one can write, on a slow machine and a slow network.
import { launchChromium } from '@chat/e2e/chromium';
import { Person } from '@chat/e2e/support/person';
import { startServer } from '@chat/e2e/support/server';
import type { Page } from '@playwright/test';

/** A phone of the middle class in a mobile network. */
const PROFILE = { cpu: 4, bitsPerSecond: 1_600_000, latencyMs: 150 };
const WAIT_MS = 60_000;

/** Milliseconds of each visit. */
export interface Opening {
  /** A first visit: until the field for the name is there; and from Continue until the one for messages is. */
  untilName: number[];
  untilComposer: number[];
  /** Another visit of the same browser: from the address until the field for messages is there. */
  again: number[];
}

/** Opens the link of a room so many times, each in a browser that was never there. */
export async function measureOpening(times: number): Promise<Opening> {
  const server = await startServer();
  const browser = await launchChromium();
  const opening: Opening = { untilName: [], untilComposer: [], again: [] };
  const guest = async () => {
    const context = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    return new Person({ name: 'Ann', context, page: await context.newPage() });
  };
  const link = await (await guest()).createRoom(server.url);
  for (let n = 0; n < times; n += 1) {
    const person = await guest();
    await throttle(person.page);
    const name = person.page.getByLabel('Your name');
    const toLink = () => person.page.goto(link, { waitUntil: 'commit', timeout: WAIT_MS });
    opening.untilName.push(await timed(toLink, () => name.waitFor({ timeout: WAIT_MS })));
    await name.fill(person.name);
    const toRoom = () => person.button('Continue').click();
    const whenWritable = () => person.composer.waitFor({ timeout: WAIT_MS });
    opening.untilComposer.push(await timed(toRoom, whenWritable));
    opening.again.push(await timed(toLink, whenWritable));
    await person.context.close();
  }
  await browser.close();
  await server.close();
  return opening;
}

async function timed(act: () => Promise<unknown>, done: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  await done();
  return performance.now() - startedAt;
}

async function throttle(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const throughput = PROFILE.bitsPerSecond / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PROFILE.latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: PROFILE.cpu });
}
