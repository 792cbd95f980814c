// How long another room takes to be on the screen, from the press on its line to the next frame after it is there.
import type { Person } from '@chat/e2e/support/person';

/** Milliseconds of each switch into the long room, and back into an empty one. */
export interface Switches {
  long: number[];
  empty: number[];
}

/** Makes a second room and goes to and fro. */
export async function measureSwitching(reader: Person, times: number): Promise<Switches> {
  const { page } = reader;
  const list = page.getByRole('navigation', { name: 'My rooms' });
  const long = new URL(page.url()).pathname;
  await list.getByRole('link', { name: 'Create or join another' }).click();
  await reader.button('Create room').click();
  await reader.composer.waitFor();
  await list.locator(`a[href="${long}"]`).waitFor();
  const empty = new URL(page.url()).pathname;
  const taken: Switches = { long: [], empty: [] };
  // The first one makes what later ones have.
  for (let time = 0; time <= times; time += 1) {
    const toLong = await page.evaluate(switchTo, { path: long, lines: 1 });
    const toEmpty = await page.evaluate(switchTo, { path: empty, lines: 0 });
    if (time === 0) continue;
    taken.long.push(toLong);
    taken.empty.push(toEmpty);
  }
  return taken;
}

/** In the page: presses the line of a room and waits until its messages are drawn in a frame. */
async function switchTo({ path, lines }: { path: string; lines: number }): Promise<number> {
  const row = document.querySelector<HTMLElement>(`nav a[href="${path}"]`);
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const isThere = () =>
    row?.getAttribute('aria-current') === 'page' &&
    document.querySelectorAll('[role="log"] article').length >= lines;
  const before = performance.now();
  row?.click();
  do await frame();
  while (!isThere());
  return performance.now() - before;
}
