import type { ErrorCode } from '@chat/protocol';
import { expect, test } from 'vitest';
import { en } from '../text/en.ts';
import { nextSteps, type Step } from './next-steps.ts';

const ALL: Step[] = ['again', 'knock', 'create', 'home', 'forget'];

/** The five refusals at entry. */
const REFUSALS = [
  ['room-unknown', 'home'],
  ['room-ended', 'create'],
  ['room-full', 'again'],
  ['room-locked', 'knock'],
  ['member-removed', 'forget'],
] as const;

test.each(REFUSALS)('after %s the first thing to do is %s', (code, step) => {
  expect(nextSteps(code, ALL)[0]).toBe(step);
});

test('each of the five has a heading, a sentence and a first step of its own', () => {
  for (const words of [en.problem.headings, en.refusal]) {
    expect(new Set(REFUSALS.map(([code]) => words[code])).size).toBe(5);
  }
  expect(new Set(REFUSALS.map(([, step]) => step)).size).toBe(5);
});

test.each<[string, ErrorCode | null, Step[], Step[]]>([
  ['a stranger cannot create a room yet', 'room-ended', ['again', 'home'], ['home']],
  ['who was removed before the room was known here', 'member-removed', ['home'], ['home']],
  ['one who was removed may be let in again', 'member-removed', ALL, ['forget', 'again', 'home']],
  ['a door of no room that is open here', 'room-locked', ['again', 'home'], ['again', 'home']],
  ['the server is away', 'unavailable', ALL, ['again', 'home', 'forget']],
  ['one left by oneself', null, ALL, ['again', 'home']],
])('%s: only what is possible is offered', (_, code, possible, steps) => {
  expect(nextSteps(code, possible)).toEqual(steps);
});
