import { beforeEach, expect, test } from 'vitest';
import { roomFromInput, roomPath, Router } from './router.svelte.ts';

const ROOM = 'aB3-_'.padEnd(32, 'x');

beforeEach(() => history.replaceState(null, '', '/'));

test.each([
  [ROOM],
  [`  ${ROOM}\n`],
  [`https://chat.example/r/${ROOM}`],
  [`http://localhost:3000/r/${ROOM}/`],
  [`chat.example/r/${ROOM}`],
  [`/r/${ROOM}`],
  [`https://chat.example/r/${ROOM}?utm=1#k=2`],
])('%j means that room', (input) => {
  expect(roomFromInput(input)).toBe(ROOM);
});

test.each([
  [''],
  ['hello'],
  ['https://chat.example/'],
  [`https://chat.example/x/${ROOM}`],
  [`https://chat.example/r/${ROOM.slice(1)}`],
  [`https://chat.example/r/${ROOM}x`],
  ['javascript:alert(1)'],
])('%j means no room', (input) => {
  expect(roomFromInput(input)).toBeNull();
});

test('the address says which page is shown, also after going back', async () => {
  const router = new Router();
  expect(router.route).toEqual({ page: 'home' });
  router.go(roomPath(ROOM));
  expect(location.pathname).toBe(`/r/${ROOM}`);
  expect(router.route).toEqual({ page: 'room', room: ROOM });
  const wentBack = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.back();
  await wentBack;
  expect(router.route).toEqual({ page: 'home' });
});

test('a path that cannot be a room’s is known without asking', () => {
  history.replaceState(null, '', '/r/too-short');
  expect(new Router().route).toEqual({ page: 'no-room' });
});
