import type { Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { calls } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';

/** Notes every tone that a page begins to play, and every notice that it shows. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard = { tones: [] as number[], notices: [] as string[] };
    Object.assign(window, { heard });
    const { value: start } = Object.getOwnPropertyDescriptor(
      AudioScheduledSourceNode.prototype,
      'start',
    ) as { value: (this: OscillatorNode, when?: number) => void };
    OscillatorNode.prototype.start = function (when) {
      heard.tones.push(this.frequency.value);
      start.call(this, when);
    };
    class Notice extends EventTarget {
      static readonly permission = 'granted';
      static readonly requestPermission = async () => 'granted';
      onclick: (() => void) | null = null;

      constructor(title: string) {
        super();
        heard.notices.push(title);
        Object.assign(window, { notice: this });
      }

      close() {
        heard.notices.push('closed');
      }
    }
    Object.assign(window, { Notification: Notice });
  });
}

const heard = ({ page }: Person) =>
  page.evaluate(
    () => (window as unknown as { heard: { tones: number[]; notices: string[] } }).heard,
  );
const RING = 659;
const RING_BACK = 425;
const has = async (one: Person, tone: number) =>
  (await heard(one)).tones.some((hertz) => Math.round(hertz) === tone);

/** Two people in a room whose tones are heard. */
async function two(server: { url: string }, person: (name: string) => Promise<Person>) {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  for (const { page } of [ann, bob]) await listen(page);
  await bob.join(await ann.createRoom(server.url));
  await expect(ann.members).toHaveCount(2);
  return [ann, bob] as const;
}

calls(
  'it rings at one end, rings back at the other, and both are silent after',
  async ({ server, person }) => {
    const [ann, bob] = await two(server, person);
    const title = await bob.page.title();
    await ann.calls('Bob');
    await expect.poll(() => has(bob, RING)).toBe(true);
    await expect.poll(() => has(ann, RING_BACK)).toBe(true);
    expect(await has(bob, RING_BACK)).toBe(false);
    await expect(bob.alert('Ann is calling')).toBeVisible();
    await expect(bob.page).toHaveTitle('Ann is calling');
    await expect(bob.page, 'it takes turns').toHaveTitle(title);
    await bob.button('Decline').click();
    await expect(bob.page).toHaveTitle(title);
    await expect(ann.messages.getByText('Bob declined your call')).toBeVisible();
    await expect(bob.messages.getByText('You declined a call from Ann')).toBeVisible();
    for (const one of [ann, bob]) {
      const sounding = () =>
        one.page.evaluate(
          () => (window as unknown as { heard: { tones: number[] } }).heard.tones.length,
        );
      const before = await sounding();
      // Longer than both tunes take to come again.
      await one.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 5_200)));
      expect(await sounding()).toBe(before);
    }
  },
);

calls('who wants no tones has none', async ({ server, person }) => {
  const [ann, bob] = await two(server, person);
  await bob.button('Settings').click();
  await bob.page.getByLabel('Ring tones').uncheck();
  await bob.page.keyboard.press('Escape');
  await ann.calls('Bob');
  await expect.poll(() => has(ann, RING_BACK)).toBe(true);
  await expect(bob.button('Decline')).toBeVisible();
  expect((await heard(bob)).tones).toEqual([]);
});

calls(
  'a notice comes to who asked for it and looks elsewhere, and goes with the ringing',
  async ({ server, person }) => {
    const [ann, bob] = await two(server, person);
    const look = (here: boolean) =>
      bob.page.evaluate((focused) => {
        document.hasFocus = () => focused;
      }, here);
    await look(false);
    await ann.calls('Bob');
    await expect(bob.button('Decline')).toBeVisible();
    await ann.button('Hang up').click();
    await expect(bob.messages.getByText('Missed call from Ann')).toBeVisible();
    expect((await heard(bob)).notices, 'nobody asked for it').toEqual([]);

    await bob.button('Settings').click();
    await bob.page.getByLabel('Notices of calls').check();
    await bob.page.keyboard.press('Escape');
    await ann.calls('Bob');
    await expect.poll(async () => (await heard(bob)).notices).toEqual(['Ann is calling']);
    await ann.button('Hang up').click();
    await expect.poll(async () => (await heard(bob)).notices).toEqual(['Ann is calling', 'closed']);

    await look(true);
    await ann.calls('Bob');
    await expect(bob.button('Decline')).toBeVisible();
    await bob.button('Decline').click();
    expect((await heard(bob)).notices, 'who looks at the page sees it').toHaveLength(2);
  },
);

calls('what became of calls stands in the chat of both, also after a reload', async ({ room }) => {
  const [ann, bob, cleo] = (await room(['Ann', 'Bob', 'Cleo'])) as [Person, Person, Person];
  await ann.calls('Bob');
  await expect(bob.button('Decline')).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(bob.button('Decline'), 'Escape declines nothing').toBeVisible();
  await ann.button('Hang up').click();
  await expect(ann.messages.getByText('You called Bob and hung up')).toBeVisible();
  await expect(bob.messages.getByText('Missed call from Ann')).toBeVisible();
  await bob.messages.getByRole('button', { name: 'Call back' }).click();
  await ann.button('Accept voice only').click();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await cleo.calls('Bob');
  await expect(cleo.messages.getByText('Bob was busy with another call')).toBeVisible();
  await expect(bob.messages.getByText('Cleo called while you were in a call')).toBeVisible();
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  await ann.button('Hang up').click();
  for (const [one, other] of [
    [ann, 'Bob'],
    [bob, 'Ann'],
  ] as const) {
    await expect(one.messages.getByText(`Call with ${other} started`)).toBeVisible();
    await expect(one.messages.getByText(`Call with ${other} ended`)).toBeVisible();
    await expect(one.messages.getByText(/^0:\d\d$/)).toBeVisible();
  }
  await bob.page.reload();
  await expect(bob.messages.getByText('Missed call from Ann')).toBeVisible();
  await expect(bob.messages.getByText('Call with Ann ended')).toHaveCount(1);
});
