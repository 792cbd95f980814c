// npm run lighthouse: what Lighthouse says of the entry page and of a room, as our server sends them.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { freePort } from '@chat/chaos/free-port';
import { launchOptions } from '@chat/e2e/chromium';
import { Person } from '@chat/e2e/support/person';
import { startServer } from '@chat/e2e/support/server';
import lighthouse, { type RunnerResult } from 'lighthouse';
import { takeNamedFunctions } from './named-functions.ts';
import { table } from './table.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
/** Each must have so many of 100. */
const LEAST = 98;
/** So many are in the room. */
const MESSAGES = 20;
const REPORTS = 'reports/lighthouse';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** What it found wrong, worst first. */
function findings({ lhr }: RunnerResult): string[] {
  const wanted = CATEGORIES.flatMap((name) => lhr.categories[name]?.auditRefs ?? []);
  return wanted
    .filter(({ weight }) => weight > 0)
    .flatMap(({ id }) => lhr.audits[id] ?? [])
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, title, score, displayValue = '' }) => `${id} ${score}: ${title} ${displayValue}`);
}

/** In the page: resolves when its database has so many messages of a room. */
async function untilKept(count: number): Promise<void> {
  const done = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The database refused'));
    });
  const database = await done(indexedDB.open('chat'));
  const kept = async () => {
    const histories = database.transaction('histories').objectStore('histories');
    const rooms = (await done(histories.getAll())) as { messages: unknown[] }[];
    return rooms.some(({ messages }) => messages.length >= count);
  };
  const end = performance.now() + 20_000;
  while (!(await kept())) {
    if (performance.now() > end) throw new Error('The page does not keep what was sent.');
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  database.close();
}

const folder = mkdtempSync(join(tmpdir(), 'chat-lighthouse-'));
const port = await freePort();
const server = await startServer();
const context = await chromium.launchPersistentContext(folder, {
  ...launchOptions,
  args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
});
await takeNamedFunctions(context);
const person = new Person({ name: 'Ann', context, page: await context.newPage() });

/** Looks at an address as a phone on a slow network would, which is what Lighthouse does unless told otherwise. */
async function look(name: string, url: string): Promise<number[]> {
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
    disableStorageReset: true,
  });
  if (!result) throw new Error(`Lighthouse has no result of ${url}.`);
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, `${name}.json`), String(result.report));
  for (const finding of findings(result)) say(`${name}: ${finding}`);
  return CATEGORIES.map((category) =>
    Math.round((result.lhr.categories[category]?.score ?? 0) * 100),
  );
}

const processor = cpus();
say(
  `${new Date().toISOString()}, ${processor.length} × ${processor[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const entry = await look('entry', server.url);
await person.introduce(server.url);
await person.button('Create room').click();
await person.composer.waitFor();
for (let n = 1; n <= MESSAGES; n += 1) await person.say(`Message ${n} with **some** words`);
// What this browser has not kept yet comes after the rest when the room is opened again.
await person.page.evaluate(untilKept, MESSAGES);
const room = person.page.url();
await person.page.goto('about:blank');
const scores = { 'the entry page': entry, 'a room, with nothing new': await look('room', room) };
await context.close();
await server.close();
rmSync(folder, { recursive: true, force: true });

say(
  table(
    ['page', ...CATEGORIES],
    Object.entries(scores).map(([page, all]) => [page, ...all.map(String)]),
  ),
);
if (Object.values(scores).some((all) => all.some((score) => score < LEAST))) {
  say(`\nLess than ${LEAST} somewhere.`);
  process.exitCode = 1;
}
