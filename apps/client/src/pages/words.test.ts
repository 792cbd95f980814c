import { expect, test } from 'vitest';
import { nameProblem } from './words.ts';

test.each([
  ['Ann', /^$/],
  ['🎉', /^$/],
  ['', /^Please write a name/],
  ['\u200B\u200D', /^Please write a name/],
  ['Ann\u202Enna', /invisible sign U\+202E/],
  ['A\tB', /invisible sign U\+0009/],
])('what is wrong with the name %j', (name, problem) => {
  expect(nameProblem(name)).toMatch(problem);
});
