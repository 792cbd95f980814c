import type { Body } from '@chat/protocol';
import { expect, test } from 'vitest';
import { applyRoomInput } from './room-reducer.ts';
import { initialRoomState, type RoomInput, type RoomState } from './room-state.ts';
import { ids, message, snapshot } from './testing/frames.ts';
import { unconfirmedTexts, visibleMessages } from './visible-messages.ts';

const target = ids.message(1);

function room(...bodies: Body[]): RoomState {
  const mine = message(1, { from: ids.ann, name: 'Ann' });
  const posts = bodies.map((body, index): RoomInput => ({
    type: 'post',
    id: ids.message(50 + index),
    body,
  }));
  return [
    { type: 'connected', me: ids.ann } as const,
    snapshot([mine, message(2)]),
    ...posts,
  ].reduce<RoomState>((state, input) => applyRoomInput(state, input, 0), initialRoomState);
}

test('without changes of mine the list is the log, the same object', () => {
  const state = room();
  expect(visibleMessages(state)).toBe(state.messages);
});

test.each<[string, Body, object]>([
  ['an edit', { kind: 'edit', target, text: 'new' }, { text: 'new', pending: true }],
  ['a deletion', { kind: 'delete', target }, { text: null, pending: true }],
  [
    'a reaction',
    { kind: 'reaction', target, emoji: '👍', on: true },
    { reactions: [{ emoji: '👍', users: [ids.ann] }], pending: true },
  ],
])('%s of mine shows at once, marked', (_, body, shown) => {
  const [first, second] = visibleMessages(room(body));
  expect(first).toMatchObject(shown);
  expect(second).toEqual(message(2));
});

test('a change that failed shows no more', () => {
  const state = room({ kind: 'edit', target, text: ' ' });
  expect(visibleMessages(state)).toBe(state.messages);
});

test('my new texts show as I mean them to be', () => {
  const state = room(
    { kind: 'text', text: 'one' },
    { kind: 'text', text: 'two' },
    { kind: 'edit', target: ids.message(50), text: 'better' },
    { kind: 'delete', target: ids.message(51) },
  );
  expect(unconfirmedTexts(state).map(({ body }) => body.text)).toEqual(['better']);
});
