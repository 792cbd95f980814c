import type { BrowserContext, Page } from '@playwright/test';

/** tsx names the functions that it hands to a page by a helper of its own, which the page has to have. */
export function takeNamedFunctions(to: BrowserContext | Page): Promise<unknown> {
  return to.addInitScript('globalThis.__name = (named) => named');
}
