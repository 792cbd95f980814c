import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { latePart, loadPart, missingPart } from './late-part.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  missingPart.dismiss();
});

const gone = () => Promise.reject(new Error('no network'));

test('a part that somebody asked for and that does not come is told of, until it is there or put away', async () => {
  expect(await loadPart(gone)).toBeNull();
  expect(missingPart.any).toBe(true);
  missingPart.dismiss();
  expect(missingPart.any).toBe(false);
  await loadPart(gone);
  expect(await loadPart(() => Promise.resolve('part'))).toBe('part');
  expect(missingPart.any).toBe(false);
});

test('a part that comes by itself is asked for until it is there, and told of only when it fails again', async () => {
  let isHere = false;
  const part = latePart(() => (isHere ? Promise.resolve('part') : gone()));
  await vi.advanceTimersByTimeAsync(1_999);
  expect(missingPart.any).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(missingPart.any).toBe(true);
  isHere = true;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await part).toBe('part');
  expect(missingPart.any).toBe(false);
});

test('a part that did not come is asked for at once when the network is back', async () => {
  let isHere = false;
  const part = latePart(() => (isHere ? Promise.resolve('part') : gone()));
  await vi.advanceTimersByTimeAsync(1);
  isHere = true;
  dispatchEvent(new Event('online'));
  expect(await part).toBe('part');
});
