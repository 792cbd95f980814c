import { expect, test } from 'vitest';
import { oncePerFrame } from './once-per-frame.ts';

function setUp() {
  let [updates, waiting] = [0, [] as (() => void)[]];
  const { soon, now } = oncePerFrame(
    () => (updates += 1),
    (then) => waiting.push(then),
  );
  const frame = () => {
    const due = waiting;
    waiting = [];
    for (const then of due) then();
  };
  return { soon, now, frame, updates: () => updates };
}

test('one change is shown at once, and costs one update', () => {
  const { soon, frame, updates } = setUp();
  soon();
  expect(updates()).toBe(1);
  frame();
  frame();
  expect(updates()).toBe(1);
});

test('a burst is shown once in each frame, to its last change', () => {
  const { soon, frame, updates } = setUp();
  for (let n = 0; n < 100; n += 1) soon();
  expect(updates()).toBe(1);
  frame();
  expect(updates()).toBe(2);
  soon();
  expect(updates()).toBe(2);
  frame();
  expect(updates()).toBe(3);
  frame();
  soon();
  expect(updates()).toBe(4);
});

test('what I do myself does not wait, and is not shown twice', () => {
  const { soon, now, frame, updates } = setUp();
  soon();
  soon();
  now();
  expect(updates()).toBe(2);
  frame();
  expect(updates()).toBe(2);
});
