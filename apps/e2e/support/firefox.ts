import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findProgram } from './find-program.ts';

// A camera and a microphone that need no device and ask nobody; sound plays without a click; addresses of this machine
// are no secret; and Firefox looks for none of its maker's hosts.
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'media.gmp-manager.updateEnabled': false,
};

/** The Firefox of this machine: FIREFOX_PATH, or the first on the PATH. */
export function findFirefox(): string | undefined {
  return process.env['FIREFOX_PATH'] || findProgram('firefox-esr', 'firefox');
}

/** A Firefox that can be in a call without a person before it, driven by WebDriver BiDi: Playwright wants one of its own. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: PREFERENCES,
  });
}

/** Presses a button by the name that people rely on, once it can be pressed. */
export async function press(page: Page, name: string): Promise<void> {
  const isNamed = `@aria-label="${name}" or normalize-space(.)="${name}"`;
  await page.locator(`::-p-xpath(//button[not(@disabled)][${isNamed}])`).click();
}

/** Fills in the one field of a page that asks for a name. */
export async function sayName(page: Page, name: string): Promise<void> {
  await page.locator('form input').fill(name);
  await press(page, 'Continue');
}
