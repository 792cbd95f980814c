import { expect, test } from 'vitest';
import { leavingQuestion, type Leaving } from './leave-room.svelte.ts';

const NOTHING: Leaving = { unsent: 0, draft: '', alone: false };

test.each<[string, Partial<Leaving>, RegExp]>([
  ['where others are and nothing is lost, nothing is asked', { draft: ' ' }, /^$/],
  ['what was not sent yet', { unsent: 2 }, /^2 messages were not sent yet/],
  ['a draft', { draft: 'half a' }, /^What you are writing will be lost\. Leave/],
  ['a room in which nobody else is', { alone: true }, /^Nobody else is in this room/],
  [
    'all of it in one question',
    { unsent: 1, draft: 'x', alone: true },
    /^1 .* lost\. .* Nobody .*\?$/,
  ],
])('leaving asks about what is lost: %s', (_, lost, question) => {
  expect(leavingQuestion({ ...NOTHING, ...lost })).toMatch(question);
});
