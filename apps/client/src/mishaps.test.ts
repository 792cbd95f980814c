import { afterEach, expect, test } from 'vitest';
import { Mishaps } from './mishaps.svelte.ts';

const mishaps = new Mishaps();
afterEach(() => mishaps.dismiss());

test('an error that nothing caught is told until it is put away', () => {
  dispatchEvent(new ErrorEvent('error', { message: 'Uncaught TypeError: no such thing' }));
  expect(mishaps.any).toBe(true);
  mishaps.dismiss();
  expect(mishaps.any).toBe(false);
});

test('so is a promise that nobody waited for', () => {
  dispatchEvent(new Event('unhandledrejection'));
  expect(mishaps.any).toBe(true);
});

test('a layout that takes another frame is no error', () => {
  const message = 'ResizeObserver loop completed with undelivered notifications.';
  dispatchEvent(new ErrorEvent('error', { message }));
  expect(mishaps.any).toBe(false);
});
