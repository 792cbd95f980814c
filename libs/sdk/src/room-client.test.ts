import { LIMITS, type HistoryPage } from '@chat/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from './connection.ts';
import { OutboxFull } from './outbox-full.ts';
import { RoomClient } from './room-client.ts';
import type { RoomClientOptions } from './room-client-options.ts';
import {
  entry,
  epoch,
  ids,
  info,
  message,
  posted,
  rejected,
  resumed,
  snapshot,
  welcome,
} from './testing/frames.ts';
import { socketPairs, type ServerEnd } from './testing/socket-pair.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function roomOverOpenSocket(options: Partial<RoomClientOptions> = {}) {
  const { WebSocket, ends } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket });
  const room = new RoomClient({ connection, room: ids.room, ...options });
  connection.open();
  welcomeAt(ends[0]);
  const reconnect = (): ServerEnd | undefined => {
    ends.at(-1)?.close(1006);
    connection.probe();
    const socket = { ...welcome, connection: String(ends.length).padStart(22, 'd') };
    ends.at(-1)?.accept();
    ends.at(-1)?.send(socket);
    return ends.at(-1);
  };
  return { room, ends, reconnect, end: ends[0] };
}

function welcomeAt(end: ServerEnd | undefined): void {
  end?.accept();
  end?.send(welcome);
}

const types = (end: ServerEnd | undefined) => end?.received.map(({ type }) => type);
const said = (end: ServerEnd | undefined) =>
  end?.received.flatMap(({ body }) => (body ? [(body as { text: string }).text] : []));

test('[P13] it joins as soon as the socket is open', () => {
  const { end } = roomOverOpenSocket();
  expect(end?.received.slice(1)).toEqual([{ type: 'join', room: ids.room }]);
});

test('[P13][P26] it joins again from where it has read to, with what it remembers of the room', () => {
  const { end, reconnect } = roomOverOpenSocket();
  end?.send(snapshot([message(3)]));
  const { title, ownerId, createdAt, changedAt, locked, seal } = info;
  const sealed = { title, ownerId, createdAt, changedAt, locked, seal };
  expect(reconnect()?.received[1]).toEqual({
    type: 'join',
    room: ids.room,
    position: { epoch: epoch(1), seq: 3 },
    sealed,
  });
});

test('[P26] a room without an owner has nothing to be remembered by', () => {
  const { end, reconnect } = roomOverOpenSocket();
  end?.send(snapshot([], { info: { ...info, ownerId: null } }));
  expect(reconnect()?.received[1]).not.toHaveProperty('sealed');
});

test('[P24] what is posted before the room is joined leaves after, once, in order, numbered', () => {
  const { room, end } = roomOverOpenSocket();
  room.post('one');
  room.post('two');
  expect(types(end)).toEqual(['hello', 'join']);
  end?.send(snapshot([], { posted: 4 }));
  expect(end?.received.slice(2)).toMatchObject([
    { type: 'post', epoch: epoch(1), n: 5, body: { kind: 'text', text: 'one' } },
    { type: 'post', epoch: epoch(1), n: 6, body: { kind: 'text', text: 'two' } },
  ]);
});

test('[P22] after a loss it sends again with the same id', () => {
  const { room, end, reconnect } = roomOverOpenSocket();
  end?.send(snapshot([]));
  const id = room.post('hello');
  const next = reconnect();
  next?.send(resumed([]));
  expect(next?.received.at(-1)).toMatchObject({ type: 'post', id, n: 1 });
});

test('[P13] a hole in the log makes it ask again, once', () => {
  const { end } = roomOverOpenSocket();
  end?.send(snapshot([message(1)]));
  end?.send(posted(entry(5)));
  end?.send(posted(entry(6)));
  expect(types(end)).toEqual(['hello', 'join', 'join']);
});

test('[P4] a heartbeat that is ahead makes it ask again; one of another room does not', () => {
  const { end } = roomOverOpenSocket();
  end?.send(snapshot([message(1)]));
  const at = (room: string, seq: number) => ({ room, epoch: epoch(1), seq });
  end?.send({ type: 'heartbeat', positions: [at(ids.otherRoom, 9), at(ids.room, 1)] });
  expect(types(end)).toEqual(['hello', 'join']);
  end?.send({ type: 'heartbeat', positions: [at(ids.room, 2)] });
  expect(types(end)).toEqual(['hello', 'join', 'join']);
});

test('a server that is busy is not asked in a hot loop', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  const id = room.post('hello');
  const refuse = () => end?.send(rejected({ id, n: 1, code: 'unavailable' }));
  // Each wait may be twice as long as the one before.
  for (const [count, ms] of [500, 1_000, 2_000, 4_000].entries()) {
    refuse();
    expect(said(end)).toHaveLength(count + 1);
    vi.advanceTimersByTime(ms);
    expect(said(end)).toHaveLength(count + 2);
  }
});

test('frames of other rooms are none of its business', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  end?.send({ type: 'room-ended', room: ids.otherRoom });
  expect(room.state.phase.status).toBe('joined');
});

test('[P15] leaving is said, shown at once, and outlives a reconnect; joining again is possible', () => {
  const { room, end, reconnect } = roomOverOpenSocket();
  end?.send(snapshot([]));
  void room.leave();
  expect(types(end)).toEqual(['hello', 'join', 'leave']);
  const next = reconnect();
  expect(types(next)).toEqual(['hello']);
  expect(room.state.phase).toEqual({ status: 'left', reason: 'left' });
  room.join();
  expect(types(next)).toEqual(['hello', 'join']);
});

test('[P30] signals go out addressed and come in with their sender', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  const page = { tab: ids.message(8), load: 0 };
  const signal = { kind: 'ring', callId: ids.message(9), page } as const;
  const heard: unknown[] = [];
  room.signals.subscribe((event) => heard.push(event));
  expect(room.signals.send({ to: ids.bob, signal })).toBe(true);
  expect(end?.received.at(-1)).toEqual({ type: 'signal', room: ids.room, to: ids.bob, signal });
  const { connection } = ids;
  end?.send({ type: 'signal', room: ids.room, from: ids.bob, connection, signal });
  expect(heard).toEqual([{ type: 'signal', from: ids.bob, connection, signal }]);
});

test('after close it hears and says nothing more', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  room.close();
  end?.send(posted(entry(1)));
  room.post('hello');
  expect(room.state.messages).toEqual([]);
  expect(said(end)).toEqual([]);
});

test('a composer is told when too much waits, in entries and in length', () => {
  const { room } = roomOverOpenSocket();
  for (let count = 0; count < LIMITS.outboxEntries; count += 1) room.post('x');
  expect(() => room.post('x')).toThrow(OutboxFull);
  const other = roomOverOpenSocket().room;
  const long = 'x'.repeat(LIMITS.textLength);
  const fit = Math.floor(LIMITS.outboxLength / long.length);
  for (let count = 0; count < fit; count += 1) other.post(long);
  expect(() => other.post(long)).toThrow(expect.objectContaining({ limit: 'outboxLength' }));
});

test('a text that has not left is changed and deleted here; one that has, in the log', () => {
  const { room, end } = roomOverOpenSocket();
  const [first, second] = [room.post('one'), room.post('two')];
  room.edit(first, 'better');
  room.remove(second);
  end?.send(snapshot([]));
  room.edit(first, 'best');
  room.remove(first);
  room.react(first, '👍', true);
  expect(end?.received.slice(2).map(({ body }) => body)).toEqual([
    { kind: 'text', text: 'better' },
    { kind: 'edit', target: first, text: 'best' },
    { kind: 'delete', target: first },
    { kind: 'reaction', target: first, emoji: '👍', on: true },
  ]);
  expect(room.discard(first)).toBe(false);
});

test('a text that failed goes again under a new id, as it is or with other words', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  const id = room.post('hello');
  end?.send(rejected({ id, n: 1, code: 'id-taken' }));
  const again = room.retry(id);
  expect(end?.received.at(-1)).toMatchObject({ id: again, n: 1 });
  expect(room.retry(id)).toBeNull();
  const empty = room.post(' ');
  room.edit(empty, 'words');
  expect(said(end)).toEqual(['hello', 'hello', 'words']);
  expect(room.discard(empty)).toBe(false);
});

test('[P52] older pages come before what is there, with what changed meanwhile', async () => {
  let deliver: (page: HistoryPage) => void = () => undefined;
  const history = vi.fn(() => new Promise<HistoryPage>((resolve) => (deliver = resolve)));
  const { room, end } = roomOverOpenSocket({ history });
  end?.send(snapshot([message(5)], { more: true }));
  const loading = room.loadOlder();
  void room.loadOlder();
  expect(history.mock.calls).toEqual([[5]]);
  end?.send(posted(entry(6, { body: { kind: 'edit', target: ids.message(4), text: 'new' } })));
  deliver({ epoch: epoch(1), messages: [message(3), message(4)], more: false });
  await loading;
  expect(room.state.messages.map(({ text }) => text)).toEqual(['text 3', 'new', 'text 5']);
  expect(room.state).toMatchObject({ more: false, loadingOlder: null });
});

test('[P25] an older page that a snapshot has overtaken is passed over', async () => {
  let deliver: (page: HistoryPage) => void = () => undefined;
  const history = () => new Promise<HistoryPage>((resolve) => (deliver = resolve));
  const { room, end } = roomOverOpenSocket({ history });
  end?.send(snapshot([message(5)], { more: true }));
  const loading = room.loadOlder();
  end?.send(snapshot([message(5)], { more: true, epoch: epoch(2) }));
  deliver({ epoch: epoch(1), messages: [message(4)], more: false });
  await loading;
  expect(room.state.messages).toEqual([message(5)]);
});

test('an older page that does not come can be asked for again', async () => {
  const history = () => Promise.reject(new Error('offline'));
  const { room, end } = roomOverOpenSocket({ history });
  end?.send(snapshot([message(5)], { more: true }));
  await expect(room.loadOlder()).rejects.toThrow('offline');
  expect(room.state.loadingOlder).toBeNull();
});

test('[P64] that I am writing is said at most every three seconds, and only inside', () => {
  const { room, end } = roomOverOpenSocket();
  const times = () => types(end)?.filter((type) => type === 'typing').length;
  room.sayTyping();
  expect(times()).toBe(0);
  end?.send(snapshot([]));
  room.sayTyping();
  room.sayTyping();
  expect(times()).toBe(1);
  vi.advanceTimersByTime(3_000);
  room.sayTyping();
  expect(times()).toBe(2);
});

test('[P64] who is writing is told each time, and changes nothing of the room', () => {
  const { room, end } = roomOverOpenSocket();
  end?.send(snapshot([]));
  const heard: string[] = [];
  room.onTyping((member) => void heard.push(member));
  const before = room.state;
  end?.send({ type: 'typing', room: ids.room, member: ids.ann });
  expect(heard).toEqual([ids.ann]);
  expect(room.state).toBe(before);
});

test('[P65] that I am away is said inside, once, and again after the connection was lost', () => {
  const { room, end, reconnect } = roomOverOpenSocket();
  const told = (at: ServerEnd | undefined) =>
    at?.received.flatMap(({ type, presence }) => (type === 'presence' ? [presence] : []));
  room.show('away');
  expect(told(end)).toEqual([]);
  end?.send(snapshot([]));
  room.show('away');
  expect(told(end)).toEqual(['away']);
  const next = reconnect();
  expect(told(next)).toEqual([]);
  next?.send(snapshot([]));
  room.show('online');
  expect(told(next)).toEqual(['away', 'online']);
  const last = reconnect();
  last?.send(snapshot([]));
  expect(told(last)).toEqual([]);
});
