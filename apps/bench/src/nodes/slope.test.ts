import { expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

it.each([
  ['a line', [0, 3, 6, 9], 3],
  ['what stays', [5, 5, 5], 0],
  ['what goes up and down by as much', [1, 2, 1, 2, 1], 0],
  ['what falls', [4, 2, 0], -2],
])('%s rises by so much a step', (_name, values, slope) => {
  expect(slopeOf(values.map((value, at) => [at, value]))).toBeCloseTo(slope);
});
