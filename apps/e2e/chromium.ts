import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import { findProgram } from './support/find-program.ts';

// A camera and a microphone that need no device and ask nobody; sound plays without a click.
const MEDIA = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

// Without these a browser in a closed network keeps looking for its maker's hosts.
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
];

/** The Chromium of this machine: CHROMIUM_PATH, or the first on the PATH, or undefined for Playwright's own. */
export function findChromium(): string | undefined {
  return (
    process.env['CHROMIUM_PATH'] ||
    findProgram('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome')
  );
}

const executablePath = findChromium();

/** A Chromium that can be in a call without a person before it. */
export const launchOptions: LaunchOptions = {
  ...(executablePath && { executablePath }),
  args: [...MEDIA, ...QUIET],
};

/** For tools that are no Playwright tests. */
export function launchChromium(more: string[] = []): Promise<Browser> {
  return chromium.launch({ ...launchOptions, args: [...MEDIA, ...QUIET, ...more] });
}
