// 10,000 messages: how long a frame takes at most while one scrolls from the end to the start.
import type { Person } from '@chat/e2e/support/person';
import { quantile } from './quantile.ts';

export interface Scrolling {
  /** Milliseconds from one frame to the next. */
  frames: number[];
  /** The longest task of the page's thread in the trace, in milliseconds of the processor: others' work does not count. */
  longestTask: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds of the processor. */
  tdur?: number;
  args?: { name?: string };
}

/** Scrolls by this share of the list's height in each frame. */
const STEP = 0.8;

/** Scrolls to the beginning under a trace. */
export async function measureScrolling({ page, messages }: Person): Promise<Scrolling> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  const frames = await messages.evaluate(scrollToStart, STEP);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return { frames, longestTask: longestTask(events) };
}

/** What the frames were, as cells of a table. */
export function frameCells({ frames, longestTask: task }: Scrolling): string[] {
  return [
    String(frames.length),
    ...[quantile(frames, 0.5), quantile(frames, 0.99), Math.max(...frames)].map(tenths),
    String(frames.filter((frame) => frame > 50).length),
    tenths(task),
  ];
}

export function tenths(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** In the page: the times between the frames until the list is at its beginning. */
async function scrollToStart(list: HTMLElement | SVGElement, step: number): Promise<number[]> {
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const frames: number[] = [];
  let before = await nextFrame();
  while (list.scrollTop > 0) {
    list.scrollTop -= step * list.clientHeight;
    const now = await nextFrame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}

/** Of all pages' threads: ours is the one that works. */
function longestTask(events: readonly TraceEvent[]): number {
  const threads = events.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      name === 'RunTask' &&
      ph === 'X' &&
      threads.some((each) => each.pid === pid && each.tid === tid),
  );
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
}
