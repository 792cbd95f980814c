import { defineConfig } from '@playwright/test';
import { launchOptions } from './chromium.ts';

// The servers are started by fixtures.ts, one per worker on a free port. Playwright runs Chromium without its sandbox
// unless asked, which root needs.
export default defineConfig({
  testDir: './tests',
  testMatch: '*.spec.ts',
  outputDir: './test-results',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // A machine that is busy with other things is slow, not wrong: nothing here measures time.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  use: {
    browserName: 'chromium',
    // Recording costs a third of the time: asked for by TRACE=1.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions,
  },
});
