import { PROTOCOL_VERSION, type ServerFrame } from '@chat/protocol';
import { MemoryRoomStore, Rooms, StoreUnavailable } from '@chat/rooms';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoomIdKeys } from '../room-ids.ts';
import { RoomSealKeys } from '../room-seals.ts';
import { textOf } from '../../test/websocket-message.ts';
import { SocketSession } from './socket-session.ts';
import type { Socket } from './socket.ts';

const MIB = 1024 * 1024;

/** A socket in memory: what was sent, how it was closed, and how much the other side leaves unread. */
class FakeSocket implements Socket {
  readonly sent: ServerFrame[] = [];
  readonly flushes: (() => void)[] = [];
  readonly codes: number[] = [];
  isPaused = false;
  bufferedAmount = 0;
  pings = 0;
  holdsBack = false;
  /** Bytes of the newest message. */
  size = 0;

  send(message: Buffer): void {
    expect(this.codes).toEqual([]);
    this.size = message.byteLength;
    this.sent.push(JSON.parse(textOf(message)) as ServerFrame);
  }

  sendAlong(message: Buffer): void {
    this.send(message);
  }

  flush(onFlushed: () => void): void {
    if (this.holdsBack) this.flushes.push(onFlushed);
    else onFlushed();
  }

  ping(): void {
    this.pings += 1;
  }
  close(code: number): void {
    this.codes.push(code);
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }

  get types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

let store: MemoryRoomStore;
let rooms: Rooms;
let socket: FakeSocket;
let session: SocketSession;
const logged: object[] = [];

function open(target: Socket) {
  return new SocketSession({
    socket: target,
    connection: 'c'.repeat(22),
    person: () => ({ id: 'u'.repeat(22), name: 'Ada' }),
    rooms,
    spend: () => 0,
    watch: () => () => undefined,
    timing: { helloMs: 5_000, heartbeatMs: 20_000, silenceMs: 45_000, lagMs: 30_000 },
    log: { error: (details) => logged.push(details) },
  });
}

const say = async (...frames: object[]) => {
  for (const frame of frames) session.receive(JSON.stringify(frame));
  await vi.advanceTimersByTimeAsync(0);
};
const hello = { type: 'hello', version: PROTOCOL_VERSION, producer: 'p'.repeat(22) };
const beat: ServerFrame = { type: 'heartbeat', positions: [] };
const post = (room: string, n: number, epoch = 'e'.repeat(11)) => ({
  type: 'post',
  room,
  id: `${n}`.padEnd(22, 'm'),
  epoch,
  n: n + 1,
  body: { kind: 'text', text: 'x' },
});
const makeRoom = async () => (await rooms.create({ id: 'o'.repeat(22), name: 'Owner' }, {})).id;

beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryRoomStore();
  const secrets = ['s'.repeat(32)];
  const [roomIds, seals] = [new RoomIdKeys(secrets), new RoomSealKeys(secrets)];
  rooms = new Rooms({ store, roomIds, seals });
  socket = new FakeSocket();
  session = open(socket);
});
afterEach(async () => {
  session.closed();
  await rooms.close();
  await store.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(logged).toEqual([]);
  vi.useRealTimers();
});

describe('time', () => {
  it('[P2] hello comes within 5 s, or the socket closes with 4001', () => {
    vi.advanceTimersByTime(4_999);
    expect(socket.codes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(socket.codes).toEqual([4001]);
  });

  it('[P4] the server beats every 20 s, give or take a tenth', async () => {
    await say(hello);
    vi.advanceTimersByTime(17_999);
    expect(socket.types).toEqual(['welcome']);
    await vi.advanceTimersByTimeAsync(4_001);
    expect(socket.types).toEqual(['welcome', 'heartbeat']);
    await vi.advanceTimersByTimeAsync(22_000);
    expect(socket.types).toEqual(['welcome', 'heartbeat', 'heartbeat']);
    expect(socket.pings).toBe(2);
  });

  it('[P4] beats of many sockets spread out', async () => {
    const delays = new Set<number>();
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    for (let n = 0; n < 20; n += 1) {
      session.closed();
      session = open(socket);
      await say(hello);
    }
    for (const [, delay = 0] of setTimeout.mock.calls) {
      if (delay >= 18_000 && delay <= 22_000) delays.add(delay);
    }
    setTimeout.mockRestore();
    expect(delays.size).toBeGreaterThan(15);
  });

  it('[P4] 45 s of silence close the socket with 4002, any frame begins them anew', async () => {
    await say(hello);
    vi.advanceTimersByTime(44_999);
    await say({ type: 'heartbeat' });
    vi.advanceTimersByTime(44_999);
    expect(socket.codes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(socket.codes).toEqual([4002]);
  });
});

describe('heartbeats', () => {
  it('[P4] say for every room that was joined where its log ends', async () => {
    const [first, second] = [await makeRoom(), await makeRoom()];
    await say(hello, { type: 'join', room: first }, { type: 'join', room: second });
    const { epoch } = await store.findRoom(second);
    await say(post(second, 0, epoch), { type: 'leave', room: first }, { type: 'heartbeat' });
    const positions = [{ room: second, epoch, seq: 1 }];
    expect(socket.sent.at(-1)).toEqual({ type: 'heartbeat', positions });
    await vi.advanceTimersByTimeAsync(22_000);
    expect(socket.sent.at(-1)).toEqual({ type: 'heartbeat', positions });
  });

  it('[P4] come also when a log cannot be read', async () => {
    const room = await makeRoom();
    await say(hello, { type: 'join', room });
    store.findRoom = () => Promise.reject(new Error('down'));
    await say({ type: 'heartbeat' });
    expect(socket.sent.at(-1)).toEqual({ type: 'heartbeat', positions: [] });
    expect(logged.splice(0)).toHaveLength(1);
  });

  it('[P4] whose pings are answered keep the socket, though the client says nothing', async () => {
    await say(hello);
    for (let n = 0; n < 5; n += 1) {
      await vi.advanceTimersByTimeAsync(44_000);
      session.heard();
    }
    expect(socket.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(socket.codes).toEqual([4002]);
  });
});

describe('closing', () => {
  it('[P40] nothing is sent and nothing handled after it, and it happens once', async () => {
    const room = await makeRoom();
    await say(hello, { type: 'join', room });
    session.close(4200);
    session.close(4000);
    session.goDown(1);
    session.deliver(beat);
    await say({ type: 'heartbeat' }, post(room, 1));
    expect(socket.codes).toEqual([4200]);
    expect(socket.types).toEqual(['welcome', 'snapshot']);
    expect((await store.readRoom(room)).messages).toEqual([]);
  });

  it('[P5] bye is the last frame, and the code says to come back', async () => {
    await say(hello);
    session.goDown(700);
    expect(socket.sent.at(-1)).toEqual({ type: 'bye', retryMs: 700 });
    expect(socket.codes).toEqual([4000]);
  });

  it('[P15] begins the grace in every room', async () => {
    const all = [await makeRoom(), await makeRoom()];
    await say(hello, ...all.map((room) => ({ type: 'join', room })));
    session.closed();
    expect(rooms.openCount).toBe(2);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(rooms.openCount).toBe(0);
    for (const room of all) expect(await store.countMembers(room)).toBe(0);
  });
});

describe('a slow reader', () => {
  it('[P40] is let go with 4008 when more than 1 MiB waits for it', async () => {
    await say(hello);
    socket.bufferedAmount = MIB;
    session.deliver(beat);
    expect(socket.codes).toEqual([]);
    socket.bufferedAmount = MIB + 1;
    session.deliver(beat);
    expect(socket.codes).toEqual([4008]);
    expect(socket.types).toEqual(['welcome', 'heartbeat']);
  });

  it('may have a large snapshot on the way besides, but one at a time', async () => {
    const room = await makeRoom();
    await say(hello);
    socket.holdsBack = true;
    await say({ type: 'join', room }, { type: 'join', room }, { type: 'heartbeat' });
    expect(socket.types).toEqual(['welcome', 'snapshot']);
    const { size } = socket;
    socket.bufferedAmount = MIB + size;
    session.deliver(beat);
    expect(socket.codes).toEqual([]);
    socket.flushes.shift()?.();
    socket.bufferedAmount = 0;
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.types).toEqual(['welcome', 'snapshot', 'heartbeat', 'snapshot']);
    socket.bufferedAmount = MIB + size + 1;
    session.deliver(beat);
    expect(socket.codes).toEqual([4008]);
  });
});

describe('a connection that cannot keep up', () => {
  let room: string;
  let write: (count: number) => Promise<void>;
  beforeEach(async () => {
    room = await makeRoom();
    await say(hello, { type: 'join', room });
    socket.holdsBack = true;
    const from = 'o'.repeat(22);
    let written = 0;
    write = async (count) => {
      for (let n = 0; n < count; n += 1) {
        const body = { kind: 'text', text: `${(written += 1)}` } as const;
        await store.appendEntry(room, { id: `${written}`.padEnd(22, 'w'), from, name: 'O', body });
      }
    };
  });
  const lag = async () => {
    await say({ type: 'heartbeat' });
    socket.bufferedAmount = MIB / 2;
    await write(1);
  };
  const drain = async (left: number) => {
    socket.bufferedAmount = left;
    for (const flush of socket.flushes.splice(0)) flush();
    await vi.advanceTimersByTimeAsync(0);
  };

  it('[P28] gets no entries while more than 256 KiB wait, and all that it missed when it has drained', async () => {
    socket.bufferedAmount = 256 * 1024;
    await write(1);
    socket.bufferedAmount += 1;
    await write(2);
    expect(socket.types).toEqual(['welcome', 'snapshot', 'entry-posted']);
    await say({ type: 'heartbeat' });
    expect(socket.sent.at(-1)).toEqual(beat);
    await drain(64 * 1024);
    await say({ type: 'heartbeat' });
    expect(socket.types.slice(4)).toEqual(['heartbeat']);
    await drain(64 * 1024 - 1);
    expect(socket.sent.at(-1)).toMatchObject({
      type: 'resumed',
      entries: [{ seq: 2 }, { seq: 3 }],
    });
    await write(1);
    expect(socket.sent.at(-1)).toMatchObject({ type: 'entry-posted', entry: { seq: 4 } });
    await drain(0);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(socket.codes).toEqual([]);
  });

  it('[P28] is closed with 4008 after 30 s', async () => {
    socket.bufferedAmount = 256 * 1024 + 1;
    await write(1);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(socket.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.codes).toEqual([4008]);
  });

  it('[P28] is closed with 4008 when an answer has not left after 30 s', async () => {
    await say({ type: 'join', room });
    expect(socket.types.at(-1)).toBe('snapshot');
    await vi.advanceTimersByTimeAsync(29_999);
    expect(socket.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.codes).toEqual([4008]);
  });

  it('[P28] catches up room by room, and only where something happened', async () => {
    const [quiet, other] = [await makeRoom(), await makeRoom()];
    socket.holdsBack = false;
    await say({ type: 'join', room: quiet }, { type: 'join', room: other });
    socket.holdsBack = true;
    await say({ type: 'heartbeat' });
    socket.bufferedAmount = MIB / 2;
    await write(1);
    const draft = { id: 'x'.repeat(22), from: 'o'.repeat(22), name: 'O' };
    await store.appendEntry(other, { ...draft, body: { kind: 'text', text: 'x' } });
    const before = socket.sent.length;
    await drain(0);
    expect(socket.sent.slice(before)).toMatchObject([{ type: 'resumed', room }]);
    await drain(0);
    expect(socket.sent.slice(before + 1)).toMatchObject([{ type: 'resumed', room: other }]);
  });

  it('[P28] two answers on their way, of having lagged and of a join, are not what it lags by', async () => {
    const other = await makeRoom();
    await lag();
    await drain(0);
    const caughtUp = socket.size;
    await say({ type: 'join', room: other });
    expect(socket.types.slice(-2)).toEqual(['resumed', 'snapshot']);
    socket.bufferedAmount = caughtUp + socket.size + 256 * 1024;
    await write(1);
    expect(socket.types.at(-1)).toBe('entry-posted');
  });

  it('[P28] and drained while it joined in vain gets what it missed', async () => {
    await lag();
    let fail: (reason: Error) => void = () => undefined;
    store.readRoom = () => new Promise((_, reject) => (fail = reject));
    await say({ type: 'join', room });
    await drain(0);
    fail(new StoreUnavailable());
    await drain(0);
    expect(socket.types.slice(-2)).toEqual(['rejected', 'resumed']);
  });

  it('[P28] and whose log cannot be read is closed and comes back', async () => {
    await lag();
    store.readSince = () => Promise.reject(new Error('down'));
    await drain(0);
    expect(socket.codes).toEqual([4008]);
    expect(logged.splice(0)).toHaveLength(1);
  });
});

describe('a fast writer', () => {
  it('is read no further while 64 frames wait, and then again', async () => {
    const room = await makeRoom();
    await say(hello);
    socket.holdsBack = true;
    await say({ type: 'join', room });
    const { epoch } = await store.findRoom(room);
    await say(...Array.from({ length: 63 }, (_, n) => post(room, n, epoch)));
    expect(socket.isPaused).toBe(false);
    await say(post(room, 63, epoch));
    expect(socket.isPaused).toBe(true);
    socket.holdsBack = false;
    for (const flush of socket.flushes.splice(0)) flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.isPaused).toBe(false);
    expect(socket.types.filter((type) => type === 'entry-posted')).toHaveLength(64);
  });
});

it('a frame is encoded once for all who receive it', async () => {
  const stringify = vi.spyOn(JSON, 'stringify');
  const frame: ServerFrame = { type: 'room-ended', room: 'r'.repeat(32) };
  await say(hello);
  const other = new FakeSocket();
  const second = open(other);
  stringify.mockClear();
  for (const target of [session, second, session]) target.deliver(frame);
  expect(stringify).toHaveBeenCalledTimes(1);
  expect([socket.sent.at(-1), other.sent.at(-1)]).toEqual([frame, frame]);
  stringify.mockRestore();
  second.closed();
});
