import { expect, test } from 'vitest';
import { applyUnread, nothingRead, type Unread, type UnreadInput } from './unread.ts';

const here = (last: number): UnreadInput => ({ type: 'looks', attentive: true, last });
const away = (last: number): UnreadInput => ({ type: 'looks', attentive: false, last });
const goesOn: UnreadInput = { type: 'goes-on' };
const after = (...inputs: UnreadInput[]): Unread => inputs.reduce(applyUnread, nothingRead);

test.each<[string, UnreadInput[], Partial<Unread>]>([
  ['who looks has seen all', [here(3), here(5)], { seen: 5, divider: null }],
  ['who looks away has seen what was there', [here(3), away(3), away(7)], { seen: 3, divider: 3 }],
  [
    'who comes back has seen the rest, and sees where it begins',
    [here(3), away(3), here(7)],
    { seen: 7, divider: 3 },
  ],
  ['who missed nothing needs no divider', [here(3), away(3), here(3)], { divider: null }],
  ['it stays while more comes', [here(3), away(3), here(7), here(9)], { divider: 3 }],
  ['and when one looks away again', [here(3), away(3), here(7), away(7), here(9)], { divider: 3 }],
  ['it goes when one goes on', [here(3), away(3), here(7), goesOn], { divider: null }],
  ['but not from afar', [here(3), away(3), goesOn], { divider: 3 }],
])('%s', (_, inputs, expected) => {
  expect(after(...inputs)).toMatchObject(expected);
});

test('what makes no difference changes nothing', () => {
  const state = after(here(3));
  expect(applyUnread(state, here(3))).toBe(state);
  expect(applyUnread(state, goesOn)).toBe(state);
});
