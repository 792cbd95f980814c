// What the page's thread has to do while others write as fast as a machine.
import { launchChromium } from '@chat/e2e/chromium';
import { Person } from '@chat/e2e/support/person';
import { startServer } from '@chat/e2e/support/server';
import type { Page } from '@playwright/test';
import { takeNamedFunctions } from './named-functions.ts';
import { newTokens } from './speed/accounts.ts';
import { compileLoad } from './speed/compile.ts';
import { lastMark, OURS } from './speed/dialect.ts';
import { Load } from './speed/load.ts';

const PER_SECOND = 500;
const WARM_UP_MS = 1_000;
const MEASURED_MS = 4_000;

export interface Burst {
  messages: number;
  /** Milliseconds from one frame to the next. */
  frames: number[];
  /** Milliseconds of the page's thread, of all messages: everything, scripts, and style with layout. */
  busy: number;
  scripts: number;
  layout: number;
  /** Milliseconds after the last delivery until the last message stood there. */
  behind: number;
}

/** Somebody looks at the end of a room in which 500 messages a second are written for four seconds. */
export async function measureBurst(): Promise<Burst> {
  const server = await startServer({ LIMIT_FRAMES: '1000000' });
  const browser = await launchChromium();
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  await takeNamedFunctions(context);
  const reader = new Person({ name: 'Ann', context, page: await context.newPage() });
  const link = await reader.createRoom(server.url);
  const port = Number(new URL(server.url).port);
  const [token = ''] = await newTokens(port, 1);
  const load = new Load(compileLoad(), port, OURS);
  load.open([...OURS.greet, ...OURS.enter]);
  load.add([{ room: link.split('/').at(-1) ?? '', token }]);
  await load.connect();
  try {
    const warm = await load.pace(PER_SECOND, WARM_UP_MS, 1);
    return await watch(reader, () => load.pace(PER_SECOND, MEASURED_MS, 1), warm.messages);
  } finally {
    await load.close();
    await browser.close();
    await server.close();
  }
}

async function watch(
  { page, messages }: Person,
  write: () => Promise<{ messages: number }>,
  earlier: number,
): Promise<Burst> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const metrics = async () => {
    const found = (await session.send('Performance.getMetrics')).metrics;
    return (name: string) => (found.find((metric) => metric.name === name)?.value ?? NaN) * 1_000;
  };
  const before = await metrics();
  await page.evaluate(watchFrames);
  const written = await write();
  const writtenAt = performance.now();
  await messages.getByText(lastMark(earlier + written.messages)).waitFor();
  const behind = performance.now() - writtenAt;
  const frames = await takeFrames(page);
  const after = await metrics();
  const taken = (...names: string[]) =>
    names.reduce((sum, name) => sum + after(name) - before(name), 0);
  return {
    messages: written.messages,
    frames,
    busy: taken('TaskDuration'),
    scripts: taken('ScriptDuration'),
    layout: taken('LayoutDuration', 'RecalcStyleDuration'),
    behind,
  };
}

/** In the page. */
function watchFrames(): void {
  const frames: number[] = [];
  Object.assign(window, { frames });
  let last = performance.now();
  const next = (now: number) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

function takeFrames(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(1));
}
