import { beforeEach, expect, test } from 'vitest';
import { roomPath, Router } from './router.svelte.ts';

const ROOM = 'aB3-_'.padEnd(32, 'x');

beforeEach(() => history.replaceState(null, '', '/'));

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

test.each(['/', '.', ')', '%3E', '),'])(
  'what came along with a link changes nothing: %s',
  (tail) => {
    history.replaceState(null, '', `/r/${ROOM}${tail}`);
    expect(new Router().route).toEqual({ page: 'room', room: ROOM });
  },
);

test.each([`/r/${ROOM}x`, `/r/${ROOM.slice(1)}.`])('%s is no room', (path) => {
  history.replaceState(null, '', path);
  expect(new Router().route).toEqual({ page: 'no-room' });
});

test('Back puts away what lies over a page, and no page is left under one that was replaced', async () => {
  const next = () =>
    new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  const router = new Router();
  router.go(roomPath(ROOM));
  const before = history.length;
  router.cover();
  expect(router.covered).toBe(true);
  let popped = next();
  history.back();
  await popped;
  expect(router.covered).toBe(false);
  expect(router.route).toEqual({ page: 'room', room: ROOM });

  router.cover();
  popped = next();
  router.replace('/');
  await popped;
  expect(router.covered).toBe(false);
  expect(location.pathname).toBe('/');
  router.go('/again');
  expect(history.length).toBe(before + 1);
});
