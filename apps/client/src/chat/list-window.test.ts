import { expect, test } from 'vitest';
import { grow, NOTHING, span, widen, type Range } from './list-window.ts';

const range = (from: number, to: number): Range => ({ from, to });

test.each([
  ['at first: what is visible and its neighbours', NOTHING, range(97, 100), 100, range(96, 100)],
  [
    'a step up: one more, and what was drawn stays',
    range(96, 100),
    range(95, 98),
    100,
    range(94, 100),
  ],
  ['far away is given up', range(80, 100), range(81, 83), 100, range(80, 87)],
  ['a jump begins anew', range(96, 100), range(10, 12), 100, range(9, 13)],
  ['nothing is beyond the ends', range(0, 4), range(0, 2), 3, range(0, 3)],
  ['an empty list draws nothing', NOTHING, range(0, 0), 0, range(0, 0)],
])('%s', (_, drawn, visible, count, expected) => {
  expect(widen(drawn, visible, count)).toEqual(expected);
});

test('it grows one chunk at a time, on the nearer side first, and stops', () => {
  const visible = range(13, 15);
  const steps: Range[] = [range(12, 16)];
  for (;;) {
    const last = steps.at(-1)!;
    const next = grow(last, visible, 30);
    if (next === last) break;
    expect(next.to - next.from).toBe(last.to - last.from + 1);
    steps.push(next);
  }
  expect(steps.slice(1, 4)).toEqual([range(11, 16), range(11, 17), range(10, 17)]);
  expect(steps.at(-1)).toEqual(range(9, 19));
});

test('two ranges have a span', () => {
  expect(span(range(1, 3), range(6, 8))).toEqual(range(1, 8));
  expect(span(NOTHING, range(6, 8))).toEqual(range(6, 8));
});
