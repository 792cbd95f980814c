import type { Page } from '@playwright/test';

/** Listens to what a screen reader is told from now on; gives how to read all of it so far. */
export async function announcements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('.visually-hidden[role=status]');
    const listener = new MutationObserver(() => {
      if (region?.textContent) said.push(region.textContent);
    });
    if (region) listener.observe(region, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
