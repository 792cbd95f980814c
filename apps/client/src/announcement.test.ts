import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcement } from './announcement.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the same sentence twice is heard twice, and goes by itself', () => {
  const announcement = new Announcement();
  announcement.say('Link copied');
  vi.advanceTimersByTime(100);
  expect(announcement.sentence).toBe('Link copied');
  announcement.say('Link copied');
  expect(announcement.sentence).toBe('');
  vi.advanceTimersByTime(4_000);
  expect(announcement.sentence).toBe('Link copied');
  vi.advanceTimersByTime(2_000);
  expect(announcement.sentence).toBe('');
});

test('two sentences of one moment are both heard, and the same one once', () => {
  const announcement = new Announcement();
  announcement.say('You cancelled the call.');
  vi.advanceTimersByTime(20);
  announcement.say('Bob joined');
  vi.advanceTimersByTime(100);
  expect(announcement.sentence).toBe('You cancelled the call. Bob joined');
  for (const word of ['Muted', 'Unmuted', 'Muted']) announcement.say(word);
  vi.advanceTimersByTime(100);
  expect(announcement.sentence, 'the last state last').toBe('Unmuted Muted');
});
