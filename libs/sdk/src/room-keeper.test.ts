import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection } from './connection.ts';
import { settled } from './model/model-tab.ts';
import { RoomClient } from './room-client.ts';
import { memoryStorage, type RoomStorage } from './room-storage.ts';
import { entry, epoch, ids, message, posted, snapshot, welcome } from './testing/frames.ts';
import { socketPairs } from './testing/socket-pair.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page with one room, as it is when its socket is open. */
async function page(storage: RoomStorage, producer = ids.producer) {
  const { WebSocket, ends } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket, producer });
  const room = new RoomClient({ connection, room: ids.room, storage });
  await settled();
  connection.open();
  const [end] = ends;
  end?.accept();
  return { room, end, open: () => end?.send(welcome) };
}

/** What a page leaves behind that had one message, and wrote two: one confirmed, one not. */
async function leftBehind() {
  const storage = memoryStorage();
  const { room, end, open } = await page(storage);
  open();
  end?.send(snapshot([message(1)]));
  const sent = room.post('sent');
  end?.send(posted(entry(2, { id: sent, from: ids.ann, body: { kind: 'text', text: 'sent' } })));
  const open2 = room.post('open');
  await settled();
  await room.flush();
  return { storage, sent, open: open2 };
}

test('a reload shows at once what was there, and resumes from there [P13]', async () => {
  const { storage, sent, open } = await leftBehind();
  const next = await page(storage);
  expect(next.room.state.messages.map(({ id }) => id)).toEqual([ids.message(1), sent]);
  expect(next.room.state.outbox.map(({ id, status }) => [id, status])).toEqual([[open, 'unsent']]);
  next.open();
  expect(next.end?.received[1]).toMatchObject({ position: { epoch: epoch(1), seq: 2 } });
});

test('[P25] a reload does not forget what may have to be offered again', async () => {
  const { storage, sent, open } = await leftBehind();
  const next = await page(storage, 'q'.repeat(22));
  next.open();
  next.end?.send(snapshot([], { epoch: epoch(2) }));
  const posts = () => next.end?.received.filter(({ type }) => type === 'post');
  // One by one: copies of what the page before sent may be on their way.
  expect(posts()).toMatchObject([{ id: sent, n: 1 }]);
  const again = entry(1, { id: sent, from: ids.ann, body: { kind: 'text', text: 'sent' } });
  next.end?.send(posted(again, epoch(2)));
  expect(posts()).toMatchObject([
    { id: sent, n: 1 },
    { id: open, n: 2 },
  ]);
});

test('what is written while it loads comes after what was left', async () => {
  const { storage, open } = await leftBehind();
  const { WebSocket } = socketPairs();
  const connection = new Connection({ url: 'ws://chat.example/ws', WebSocket });
  const room = new RoomClient({ connection, room: ids.room, storage });
  const early = room.post('early');
  await settled();
  expect(room.state.outbox.map(({ id }) => id)).toEqual([open, early]);
});

test('the outbox is stored at once, the history after half a second at most', async () => {
  const saved: string[] = [];
  const storage: RoomStorage = {
    ...memoryStorage(),
    saveOutbox: async () => void saved.push('outbox'),
    saveHistory: async () => void saved.push('history'),
  };
  const { room, end, open } = await page(storage);
  open();
  end?.send(snapshot([message(1)]));
  room.post('hello');
  await settled();
  expect(saved).not.toContain('history');
  expect(saved).toContain('outbox');
  end?.send(posted(entry(2)));
  await vi.advanceTimersByTimeAsync(500);
  expect(saved.filter((part) => part === 'history')).toHaveLength(1);
});

test.each([
  ['junk', 'junk'],
  ['another version', { producer: 1 }],
  [
    'a message that is none',
    { info: null, position: { epoch: epoch(1), seq: 1 }, messages: [{}], more: false },
  ],
])('%s in the storage is passed over', async (_, stored) => {
  const storage = { ...memoryStorage(), load: async () => ({ history: stored, outbox: stored }) };
  const { room, end, open } = await page(storage);
  open();
  expect(room.state.messages).toEqual([]);
  expect(end?.received.at(-1)).toEqual({ type: 'join', room: ids.room });
});

test('a storage that fails or hangs keeps nobody out, and is not written over', async () => {
  const saveOutbox = vi.fn(async () => undefined);
  const broken = { ...memoryStorage(), saveOutbox, load: () => Promise.reject(new Error('no')) };
  const hanging = {
    ...memoryStorage(),
    saveOutbox,
    load: () => new Promise<null>(() => undefined),
  };
  for (const storage of [broken, hanging]) {
    const { room, end, open } = await page(storage);
    open();
    await vi.advanceTimersByTimeAsync(3_000);
    room.post('hello');
    expect(end?.received.at(-1)).toMatchObject({ type: 'join' });
  }
  expect(saveOutbox).not.toHaveBeenCalled();
});

test('a storage that answers late is used from then on, and what it had is sent', async () => {
  const { storage, open: left } = await leftBehind();
  const load = storage.load.bind(storage);
  const slow = {
    ...storage,
    load: async (room: string) => {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return load(room);
    },
  };
  const { room, end, open } = await page(slow, 'q'.repeat(22));
  open();
  await vi.advanceTimersByTimeAsync(3_000);
  end?.send(snapshot([message(1)]));
  const meanwhile = room.post('meanwhile');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(end?.received.at(-1)).toMatchObject({ type: 'join', position: { seq: 1 } });
  end?.send(snapshot([message(1)]));
  // What has left already keeps its number and its place.
  expect(room.state.outbox.map(({ id }) => id)).toEqual([meanwhile, left]);
  expect(end?.received.at(-1)).toMatchObject({ type: 'post', id: meanwhile, n: 1 });
  await room.flush();
  expect(JSON.stringify(await load(ids.room))).toContain(meanwhile);
});

test('what tabs that are gone had written is taken over with the next socket, and sent', async () => {
  const { storage, open: left } = await leftBehind();
  const { outbox } = (await storage.load(ids.room)) ?? {};
  const adopt = vi.fn(async () => outbox);
  const { room, end, open } = await page({ ...memoryStorage(), adopt });
  open();
  await settled();
  expect(adopt).toHaveBeenCalledWith(ids.room, ids.ann);
  end?.send(snapshot([message(1)]));
  expect(end?.received.at(-1)).toMatchObject({ type: 'post', id: left });
  await room.adopt();
  expect(room.state.outbox.map(({ id }) => id)).toEqual([left]);
});

test('a storage that hangs while it takes over keeps nobody from storing, or from erasing', async () => {
  const memory = memoryStorage();
  const storage = { ...memory, adopt: () => new Promise<null>(() => undefined) };
  const { room, end, open } = await page(storage);
  open();
  end?.send(snapshot([message(1)]));
  const written = room.post('hello');
  await vi.advanceTimersByTimeAsync(3_000);
  await room.flush();
  expect(JSON.stringify(await memory.load(ids.room))).toContain(written);
  await room.leave();
  expect(await memory.load(ids.room)).toBeNull();
});

test('what was written before a late storage answers is stored, though that had a history alone', async () => {
  const memory = memoryStorage();
  const position = { epoch: epoch(1), seq: 1 };
  await memory.saveHistory(ids.room, { info: null, position, messages: [message(1)], more: false });
  const load = async (room: string) => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return memory.load(room);
  };
  const { room } = await page({ ...memory, load });
  const written = room.post('meanwhile');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(JSON.stringify(await memory.load(ids.room))).toContain(written);
});

test('leaving erases what was stored, for good', async () => {
  const { storage } = await leftBehind();
  const { room, end, open } = await page(storage);
  open();
  end?.send(snapshot([message(1)]));
  await room.leave();
  room.post('late');
  await room.flush();
  expect(await storage.load(ids.room)).toBeNull();
});

test('[P16] so does being removed, and forgetting', async () => {
  const first = await leftBehind();
  const { end, open } = await page(first.storage);
  open();
  end?.send({ type: 'room-left', room: ids.room, reason: 'removed' });
  await settled();
  expect(await first.storage.load(ids.room)).toBeNull();
  const second = await leftBehind();
  const { room } = await page(second.storage);
  await room.forget();
  expect(await second.storage.load(ids.room)).toBeNull();
});
