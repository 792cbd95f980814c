import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AWAY_MS, watchAway } from './watch-away.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[P65] who uses the page is here; five minutes after the last input they are away, until the next', () => {
  const page = new EventTarget();
  const heard: boolean[] = [];
  const stop = watchAway(page, (isAway) => heard.push(isAway));
  vi.advanceTimersByTime(AWAY_MS - 1);
  page.dispatchEvent(new Event('pointermove'));
  vi.advanceTimersByTime(AWAY_MS - 1);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([true]);
  page.dispatchEvent(new Event('keydown'));
  page.dispatchEvent(new Event('keydown'));
  expect(heard).toEqual([true, false]);
  vi.advanceTimersByTime(AWAY_MS);
  expect(heard).toEqual([true, false, true]);
  stop();
  page.dispatchEvent(new Event('keydown'));
  expect(heard).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});
