import { expect, test } from 'vitest';
import { roomFromInput } from './room-from-input.ts';

const ROOM = 'aB3-_'.padEnd(32, 'x');
const HERE = 'chat.example';

test.each([
  [ROOM],
  [`  ${ROOM}\n`],
  [`${ROOM}.`],
  [`https://chat.example/r/${ROOM}`],
  [`https://Chat.example:443/r/${ROOM}/`],
  [`chat.example/r/${ROOM}`],
  [`/r/${ROOM}`],
  [`https://chat.example/r/${ROOM}?utm=1#k=2`],
  [`Join here: https://chat.example/r/${ROOM}`],
  [`Here:https://chat.example/r/${ROOM}, come in`],
  [`<https://chat.example/r/${ROOM}>`],
  [`(chat.example/r/${ROOM})`],
  [`“https://chat.example/r/${ROOM}.”`],
])('%j means that room', (input) => {
  expect(roomFromInput(input, HERE)).toEqual({ room: ROOM, host: null });
});

test.each([
  [`https://other.example/r/${ROOM}`, 'other.example'],
  [`see localhost:3000/r/${ROOM}.`, 'localhost:3000'],
])('%j means a room of another server', (input, host) => {
  expect(roomFromInput(input, HERE)).toEqual({ room: ROOM, host });
});

test.each([
  [''],
  ['hello'],
  ['https://chat.example/'],
  [`https://chat.example/x/${ROOM}`],
  [`https://chat.example/x/r/${ROOM}`],
  [`https://chat.example/r/${ROOM.slice(1)}`],
  [`https://chat.example/r/${ROOM}x`],
  ['javascript:alert(1)'],
])('%j means no room', (input) => {
  expect(roomFromInput(input, HERE)).toBeNull();
});
