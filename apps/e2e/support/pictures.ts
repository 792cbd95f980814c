import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import type { Person } from './person.ts';

const SCREENS = 'reports/screens';

export const SIZES = {
  sm: { width: 360, height: 740 },
  md: { width: 800, height: 900 },
  lg: { width: 1440, height: 900 },
};
export type Size = keyof typeof SIZES;

const ALL = Object.keys(SIZES) as Size[];

/** Takes a picture of what a person sees, in widths and both themes, for people to look at. Nothing may stick out. */
export async function takePictures(
  { page }: Person,
  screen: string,
  sizes: readonly Size[] = ALL,
): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${SCREENS}/${screen}-${size}-${colorScheme}.png` });
    }
    await expect.poll(() => sideways(page), `${screen} at ${size}`).toBe(0);
  }
}

/** By how many pixels a page, or the list of messages in it, is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll('[role="log"]')];
    return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
  });
}
