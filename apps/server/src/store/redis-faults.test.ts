import { randomBytes } from 'node:crypto';
import { RoomError, StoreUnavailable, type RoomNews } from '@chat/rooms';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RedisProcess } from '../../test/redis-process.ts';
import { RedisRoomStore } from './redis-room-store.ts';

const id = (bytes = 16) => randomBytes(bytes).toString('base64url');
const [ann, bob] = [
  { id: id(), name: 'Ann' },
  { id: id(), name: 'Bob' },
];

let redis: RedisProcess;
let room: string;
beforeEach(async () => {
  redis = await RedisProcess.start();
  room = id(24);
});
afterEach(() => redis.close());

type Options = { roomIdleMs?: number; onFault?: (kind: string) => void };
async function connect(options: Options = {}): Promise<RedisRoomStore> {
  const store = await RedisRoomStore.connect({ url: redis.url, ...options });
  onTestFinished(() => store.close());
  return store;
}

async function open(store: RedisRoomStore): Promise<void> {
  const [createdAt, changedAt] = [1_000, 1_000];
  const info = { id: room, title: 'Tea', ownerId: ann.id, createdAt, changedAt };
  await store.openRoom({ ...info, locked: false, encryption: 'none', seal: 's'.repeat(22) });
  for (const person of [ann, bob]) await store.putMember(room, person);
}

const post = (store: RedisRoomStore, text: string, message = id()) =>
  store.appendEntry(room, { id: message, from: ann.id, name: 'Ann', body: { kind: 'text', text } });

const texts = async (store: RedisRoomStore) =>
  (await store.readRoom(room)).messages.map(({ text }) => text);

/** What a subscriber hears, and when it has heard so much. */
async function listen(store: RedisRoomStore) {
  const heard: RoomNews[] = [];
  const checks = new Set<() => void>();
  await store.subscribe(room, (news) => {
    heard.push(news);
    for (const check of checks) check();
  });
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (isSo()) resolve();
      };
      checks.add(check);
      check();
    });
  const seqs = () =>
    heard.flatMap((news) =>
      news.kind === 'event' && news.event.type === 'entry-posted' ? [news.event.entry.seq] : [],
    );
  return { heard, seqs, until };
}

/** Asked again and again, as clients do, until Redis is back. */
async function back<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const numbers = (to: number) => Array.from({ length: to }, (_, n) => n + 1);

describe('Redis that fails', () => {
  it('[RS29] gone: nothing is done and nothing made up; [RS28] who listens is told; then all goes on', async () => {
    const store = await connect();
    await open(store);
    await post(store, 'kept');
    const { heard, until } = await listen(store);
    await redis.command('SAVE');
    await redis.end();
    await expect(post(store, 'lost')).rejects.toThrow(StoreUnavailable);
    expect(store.isReady).toBe(false);
    await until(() => heard.at(-1)?.kind === 'lost');
    await expect(store.subscribe(room, () => undefined)).rejects.toThrow(StoreUnavailable);
    await redis.start();
    expect(await back(() => texts(store))).toEqual(['kept']);
    await store.putMember(room, bob);
    expect(heard.at(-1)?.kind).toBe('lost');
  });

  it('[P25] back in time: the log goes on in a new epoch, and who listens is told that the old one is over', async () => {
    const [store, other] = [await connect(), await connect()];
    await open(store);
    await post(store, 'kept');
    await redis.command('SAVE');
    const { epoch, entry } = await post(store, 'forgotten');
    const listeners = [await listen(store), await listen(other)];
    await redis.end();
    await redis.start();
    for (const { heard, until } of listeners) await until(() => heard.at(-1)?.kind === 'lost');
    const view = await back(() => other.readSince(room, { epoch, seq: entry.seq }));
    expect(view).toMatchObject({ kind: 'snapshot', seq: 1, messages: [{ text: 'kept' }] });
    expect(view.epoch).not.toBe(epoch);
    expect(view.members.map((member) => member.name)).toEqual(['Ann', 'Bob']);
    const stale = { producer: id(), n: 1, epoch };
    const body = { kind: 'text', text: 'late' } as const;
    const late = other.appendEntry(room, {
      id: id(),
      from: ann.id,
      name: 'Ann',
      body,
      numbering: stale,
    });
    await expect(late).rejects.toMatchObject(new RoomError('epoch-stale'));
    expect((await back(() => store.findRoom(room))).epoch).toBe(view.epoch);
  });

  it('[RS15] lost subscriptions: what was published meanwhile is heard all the same, once and in order', async () => {
    const [store, other] = [await connect(), await connect()];
    await open(store);
    const { heard, seqs, until } = await listen(other);
    for (let round = 0; round < 5; round += 1) {
      const before = id();
      await back(() => post(store, 'before', before));
      // Killed before it has come back it would notice by its deadline alone, and begin anew.
      await vi.waitUntil(() => store.isReady && other.isReady, { timeout: 20_000 });
      await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
      for (const message of numbers(9).map(() => id())) {
        await back(() => post(store, 'meanwhile', message));
      }
    }
    await until(() => seqs().includes(50));
    expect(seqs()).toEqual(numbers(50));
    expect(heard.every(({ kind }) => kind === 'event')).toBe(true);
  });

  it('[RS15] [RS21] what was deleted before it was heard is told to nobody as an event: who missed it begins anew', async () => {
    const [store, other] = [await connect(), await connect()];
    await open(store);
    for (let round = 0; round < 5; round += 1) {
      const { heard, until } = await back(() => listen(other));
      const clients = String(await redis.command('CLIENT', 'LIST', 'TYPE', 'pubsub'));
      const [, listener = ''] = /id=(\d+) [^\n]* ssub=2 /.exec(clients) ?? [];
      await redis.command('CLIENT', 'KILL', 'ID', listener);
      const target = id();
      await back(() => post(store, 'gone', target));
      const about = { id: id(), from: ann.id, name: 'Ann' };
      await back(() => store.appendEntry(room, { ...about, body: { kind: 'delete', target } }));
      const bodies = () =>
        heard.flatMap((news) =>
          news.kind === 'event' && news.event.type === 'entry-posted'
            ? [news.event.entry.body.kind]
            : [news.kind],
        );
      await until(() => bodies().some((kind) => kind === 'delete' || kind === 'lost'));
      expect(bodies()).not.toContain('void');
    }
  });

  it('[RS15] who stops listening and listens again at once hears what comes then', async () => {
    const [store, other] = [await connect(), await connect()];
    await open(other);
    const leave = await store.subscribe(room, () => undefined);
    leave();
    const { seqs, until } = await listen(store);
    // By then whatever the end of the first subscription does is done.
    await store.subscribe(id(24), () => undefined);
    await post(other, 'hi');
    await until(() => seqs().length > 0);
    expect(seqs()).toEqual([1]);
  });

  it('[RS29] one that takes nothing more is away: not ready, the reason is told once, and all goes on when it does', async () => {
    const faults: string[] = [];
    const store = await connect({ onFault: (kind) => faults.push(kind) });
    await open(store);
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    for (let n = 0; n < 2; n += 1)
      await expect(post(store, 'no')).rejects.toThrow(StoreUnavailable);
    await vi.waitUntil(() => !store.isReady, { timeout: 20_000 });
    expect(faults).toEqual(['OOM']);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await back(() => post(store, 'yes'));
    await vi.waitUntil(() => store.isReady, { timeout: 20_000 });
    expect(await texts(store)).toEqual(['yes']);
  });

  it('[RS15] who could not listen while Redis was silent can once it is back', async () => {
    const [store, other] = [await connect(), await connect()];
    await open(store);
    await redis.command('CLIENT', 'PAUSE', '8000', 'ALL');
    const early = store.subscribe(room, () => undefined);
    await expect(early).rejects.toThrow(StoreUnavailable);
    await vi.waitUntil(() => !store.isReady, { timeout: 20_000 });
    await vi.waitUntil(() => store.isReady && other.isReady, { timeout: 20_000 });
    const { seqs, until } = await listen(store);
    await post(other, 'heard');
    await until(() => seqs().length === 1);
  });

  it('a step that fails by itself is not taken for a Redis that is away', async () => {
    const store = await connect();
    await redis.command('SET', `chat:{${room}}:meta`, 'not a hash');
    const step = store.findRoom(room);
    await expect(step).rejects.toThrow('WRONGTYPE');
    await expect(step).rejects.not.toThrow(StoreUnavailable);
    expect(store.isReady).toBe(true);
  });

  it('scripts that were flushed are sent again', async () => {
    const store = await connect();
    await open(store);
    for (let n = 0; n < 3; n += 1) {
      await redis.command('SCRIPT', 'FLUSH');
      await post(store, String(n));
    }
    expect(await texts(store)).toEqual(['0', '1', '2']);
  });

  it('[RS8] many who write by two nodes at once get numbers without a gap', async () => {
    const stores = [await connect(), await connect()];
    await open(stores[0]!);
    const { seqs, until } = await listen(stores[1]!);
    const all = numbers(50).map((n) => post(stores[n % 2]!, String(n)));
    const flush = redis.command('SCRIPT', 'FLUSH');
    const taken = (await Promise.all(all)).map(({ entry }) => entry.seq);
    await flush;
    expect(taken.sort((a, b) => a - b)).toEqual(numbers(50));
    await until(() => seqs().length === 50);
    expect(seqs()).toEqual(numbers(50));
  });

  it('[RS3] the end of a room that was missed is told by the next renewal, and who is in keeps a room alive', async () => {
    const store = await connect({ roomIdleMs: 30_000 });
    await open(store);
    const meta = `chat:{${room}}:meta`;
    expect(Number(await redis.command('PTTL', meta))).toBeGreaterThan(60_000);
    const { heard, until } = await listen(store);
    await redis.command('DEL', meta);
    await redis.command('HSET', meta, 'ended', '1', 'to', '');
    await store.feeds.renew();
    await until(() => heard.length > 0);
    expect(heard).toMatchObject([{ event: { type: 'room-ended' } }]);
  });

  it('every key has an expiry, those of a room are in one slot, and of a room that is over nothing stays', async () => {
    const store = await connect({ roomIdleMs: 60_000 });
    await open(store);
    await post(store, 'hi');
    await store.changeRoom(room, { locked: true });
    await store.knock(room, { id: id(), name: 'Eve' }, 'tab');
    await store.removeMember(room, bob.id, 'removed');
    const keys = (await redis.command('KEYS', '*')) as string[];
    for (const key of keys) expect(Number(await redis.command('PTTL', key))).toBeGreaterThan(0);
    expect(keys.filter((key) => !/\{|chat:proof:/.test(key))).toEqual(['chat:rooms']);
    await store.endRoom(room);
    const left = (await redis.command('KEYS', `*${room}*`)) as string[];
    expect(left).toEqual([`chat:{${room}}:meta`]);
  });
});
