import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callIn } from './call-in.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DAY_MS = 24 * 60 * 60_000;

it.each([1, 500, 24 * DAY_MS, 30 * DAY_MS, 60 * DAY_MS])('%i ms are waited for', (ms) => {
  const call = vi.fn();
  callIn(ms, call);
  vi.advanceTimersByTime(ms - 1);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(100 * DAY_MS);
  expect(call).toHaveBeenCalledOnce();
});

it('what was cancelled is not called', () => {
  const call = vi.fn();
  callIn(30 * DAY_MS, call).cancel();
  vi.advanceTimersByTime(100 * DAY_MS);
  expect(call).not.toHaveBeenCalled();
});
