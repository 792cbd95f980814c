import type { Locator } from '@playwright/test';
import { expect } from './fixtures.ts';

/** How many frames a player has shown so far. */
export function framesShown(video: Locator): Promise<number> {
  return video.evaluate(
    (player: HTMLVideoElement) => player.getVideoPlaybackQuality().totalVideoFrames,
  );
}

/** Waits until a player shows more frames than it has shown now. */
export async function keepsShowing(video: Locator): Promise<void> {
  const before = await framesShown(video);
  await expect.poll(() => framesShown(video)).toBeGreaterThan(before);
}
