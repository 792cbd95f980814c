import type { Page } from '@playwright/test';
import { calls, everythingReleased } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

/** What a browser, or a network, lacks from the next page on. */
const LACKS = {
  unsupported: (page: Page) =>
    page.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection')),
  description: (page: Page) =>
    page.addInitScript(() => {
      const refuse = () =>
        Promise.reject(new DOMException('Not to be understood.', 'InvalidAccessError'));
      Object.assign(RTCPeerConnection.prototype, { setRemoteDescription: refuse });
    }),
  'no-path': (page: Page) =>
    page.addInitScript(() => {
      Object.assign(RTCPeerConnection.prototype, { addIceCandidate: () => Promise.resolve() });
    }),
};

const SENTENCES: [keyof typeof LACKS, string][] = [
  ['unsupported', 'One of your browsers cannot make calls.'],
  ['description', 'Your browsers do not understand each other.'],
  ['no-path', 'No connection could be made.'],
];

for (const [cause, sentence] of SENTENCES) {
  calls(`[P37] a call that fails says why, on both sides: ${cause}`, async ({ room }) => {
    const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
    for (const one of cause === 'no-path' ? [ann, bob] : [bob]) {
      await LACKS[cause](one.page);
      await one.page.reload();
      await expect(one.members).toHaveCount(2);
    }
    await ann.calls('Bob');
    await bob.button('Accept with video').click();
    for (const one of [ann, bob]) {
      // It is given up after 20 s.
      await expect(one.news(sentence)).toBeVisible({ timeout: 30_000 });
    }
    await everythingReleased(ann, bob);
  });
}
