import { launchOptions } from '../chromium.ts';
import { calls, inCall } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import { askedFacings } from '../support/media-probe.ts';
import { keepsShowing } from '../support/players.ts';

// A tablet: one touches it, and it has a camera on each side.
calls.use({
  hasTouch: true,
  isMobile: true,
  viewport: { width: 1024, height: 720 },
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream=device-count=2'],
  },
});

calls(
  'a phone or tablet shows its other camera, which is no mirror, and the first one again',
  async ({ room }) => {
    const [ann, bob] = await inCall(room);
    const mine = ann.page.getByLabel('Your picture');
    const theirs = bob.page.getByLabel('Picture of Ann');
    const isMirrored = () =>
      mine.evaluate((video) => new DOMMatrix(getComputedStyle(video).transform).a < 0);
    const track = () =>
      mine.evaluate((video: HTMLVideoElement) => {
        return (video.srcObject as MediaStream | null)?.getVideoTracks()[0]?.id;
      });
    await keepsShowing(mine);
    const { length } = await askedFacings(ann.page);
    let before = await track();
    expect(await isMirrored()).toBe(true);
    for (const mirrored of [false, true]) {
      await ann.button('Switch camera').tap();
      await expect.poll(isMirrored).toBe(mirrored);
      await expect.poll(track).not.toBe(before);
      before = await track();
      await keepsShowing(mine);
      await keepsShowing(theirs);
    }
    // The cameras of this Chromium face nowhere: which one is asked for is what can be seen.
    const asked = await askedFacings(ann.page);
    expect(asked.slice(length)).toEqual([{ ideal: 'environment' }, { ideal: 'user' }]);
  },
);
