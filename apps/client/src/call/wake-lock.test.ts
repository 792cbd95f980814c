import { afterEach, expect, test, vi } from 'vitest';
import { stayAwake } from './wake-lock.ts';

afterEach(() => void Reflect.deleteProperty(navigator, 'wakeLock'));

test('the screen stays awake, again after the page was hidden, and may sleep when it is over', async () => {
  let held = 0;
  const lock = () => {
    held += 1;
    return Promise.resolve({ release: () => Promise.resolve(void (held -= 1)) });
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request: lock }, configurable: true });
  const end = stayAwake();
  expect(held).toBe(1);
  // The browser lets go of it with the page.
  held = 0;
  document.dispatchEvent(new Event('visibilitychange'));
  expect(held).toBe(1);
  end();
  await vi.waitUntil(() => held === 0, { timeout: 20_000 });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(held).toBe(0);
});

test('where a browser has no such thing nothing happens', () => {
  expect(stayAwake()).not.toThrow();
});
