import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleControls } from './idle-controls.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether the controls are gone a long time after somebody reached for them. */
function isIdleAfter(pointerType: string | undefined, hovers: boolean): boolean {
  vi.stubGlobal('matchMedia', () => ({ matches: hovers }));
  const controls = new IdleControls();
  controls.wake(pointerType);
  vi.advanceTimersByTime(60_000);
  controls.close();
  return controls.idle;
}

test.each([
  { by: 'mouse', hovers: true, idle: true },
  { by: undefined, hovers: true, idle: true },
  { by: 'touch', hovers: true, idle: false },
  { by: 'touch', hovers: false, idle: false },
  // The call itself, as it begins, and a keyboard at a phone.
  { by: undefined, hovers: false, idle: false },
])('controls go after a while only where a pointer can hover: %j', ({ by, hovers, idle }) => {
  expect(isIdleAfter(by, hovers)).toBe(idle);
});
