import { expect, test } from '../support/fixtures.ts';
import { collectReports } from '../support/policy-reports.ts';

test('[S26] the page has a policy that allows its own files alone, and keeps it', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  const response = await ann.page.goto(server.url);
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self';");
  await ann.createRoom(server.url);
  // Its service worker, too, is started under the policy.
  const scope = await ann.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(`${server.url}/`);
});

test('[S27] a text that somebody makes HTML or script of is refused by the browser', async ({
  server,
  browser,
  contextOptions,
}) => {
  const context = await browser.newContext(contextOptions);
  const reports: string[] = [];
  await collectReports(context, reports);
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByLabel('Your name')).toBeVisible();
  const refusals = await page.evaluate(() => {
    const attempts = [
      () => (document.body.innerHTML = '<b>x</b>'),
      () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
      () => (document.createElement('script').src = '/sw.js'),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'allowed';
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(refusals).toEqual(['TypeError', 'TypeError', 'TypeError']);
  await expect.poll(() => reports.length).toBe(3);
  await context.close();
});

test('[S26] the description of the API is readable under its own policy', async ({
  server,
  person,
}) => {
  const ann = await person('Ann');
  await ann.page.goto(`${server.url}/api/docs`);
  await expect(ann.page.getByText('Create a person and sign in as them')).toBeVisible();
});

test('[S3] no script of the page can read the session', async ({ server, person }) => {
  const ann = await person('Ann');
  await ann.createRoom(server.url);
  const cookies = await ann.context.cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
  expect(await ann.page.evaluate(() => document.cookie)).toBe('');
});

test('[S25] nothing that somebody writes makes the page of another ask anybody for anything', async ({
  server,
  person,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')];
  await bob.join(await ann.createRoom(server.url));
  const asked: string[] = [];
  bob.context.on('request', (request) => asked.push(request.url()));
  const trap = 'http://trap.invalid';
  const messages = [
    `${trap}/page`,
    `![picture](${trap}/a.png)`,
    `[link](${trap}/b.mp4)`,
    `<img src="${trap}/c.png"><iframe src="${trap}/d"></iframe><video src="${trap}/e.webm">`,
    `<link rel="preload" href="${trap}/f"><style>@import "${trap}/g"</style>`,
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    `> ![](${trap}/h.png)\n\n- ${trap}/i.gif\n- **[x](${trap}/j.svg)**`,
  ];
  for (const message of messages) await ann.say(message);
  await expect(bob.messages.locator('article')).toHaveCount(messages.length);
  await expect(bob.messages.getByRole('link').first()).toBeVisible();
  // A link is fetched neither when it is pointed at nor when it is gone to by keyboard.
  for (const link of await bob.messages.getByRole('link').all()) {
    await link.hover();
    await link.focus();
  }
  await bob.say('done');
  await ann.reads('done');
  expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual(
    [],
  );
  await expect(bob.messages.locator('a').first()).toHaveAttribute(
    'rel',
    'noopener noreferrer nofollow',
  );
});
