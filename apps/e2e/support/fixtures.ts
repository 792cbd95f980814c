import { test as base, expect } from '@playwright/test';
import { startProxy, type CuttableProxy } from './cuttable-proxy.ts';
import { installMediaProbe } from './media-probe.ts';
import { Person } from './person.ts';
import { collectReports } from './policy-reports.ts';
import { startNodes } from './nodes.ts';
import { startServer, type TestServer } from './server.ts';

interface Fixtures {
  /** Somebody with a browser context of their own: cookies, storage and devices are not shared. */
  person: (
    name: string,
    options?: { devices?: boolean; locale?: string; mayFail?: boolean },
  ) => Promise<Person>;
  /** A tunnel to the server, for those whose connection is to be cut. */
  tunnel: CuttableProxy;
}

export const test = base.extend<Fixtures, { server: TestServer }>({
  server: [
    async ({}, use) => {
      const start = process.env['E2E_LAYOUT'] === 'nodes' ? startNodes : startServer;
      const server = await start({ MEMBER_GRACE_MS: '4000' });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  tunnel: async ({ server }, use) => {
    const proxy = await startProxy(server.url);
    await use(proxy);
    await proxy.close();
  },
  person: async ({ browser, contextOptions }, use) => {
    const people: Person[] = [];
    const errors: string[] = [];
    const reports: string[] = [];
    await use(async (name, { devices = true, locale = 'en-US', mayFail = false } = {}) => {
      const permissions = devices ? ['camera', 'microphone'] : [];
      const context = await browser.newContext({
        ...contextOptions,
        locale,
        ignoreHTTPSErrors: true,
        permissions: [...permissions, 'clipboard-read', 'clipboard-write'],
      });
      await context.addInitScript(installMediaProbe);
      await collectReports(context, reports);
      const page = await context.newPage();
      if (!mayFail) page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`));
      const person = new Person({ name, page, context });
      people.push(person);
      return person;
    });
    for (const { context } of people) await context.close();
    expect(errors, 'uncaught errors in the pages').toEqual([]);
    expect(reports, 'breaches of the content security policy').toEqual([]);
  },
});

export { LONGEST_WAIT_MS } from './person.ts';
export { expect };
