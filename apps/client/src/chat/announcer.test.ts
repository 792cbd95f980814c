import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from './announcer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what comes close together is one sentence, and the next waits its time', () => {
  const said: string[] = [];
  const announcer = new Announcer<number>({
    sentence: (items) => items.join('+'),
    say: (sentence) => said.push(sentence),
    gatherMs: 500,
  });
  announcer.add([1]);
  vi.advanceTimersByTime(300);
  announcer.add([2, 3]);
  announcer.add([]);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(200);
  announcer.add([4]);
  expect(said).toEqual(['1+2+3']);
  vi.advanceTimersByTime(500);
  expect(said).toEqual(['1+2+3', '4']);
  announcer.add([5]);
  announcer.close();
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(2);
});
