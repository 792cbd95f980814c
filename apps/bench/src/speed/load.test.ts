import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { compileLoad } from './compile.ts';
import { BARE, type Dialect } from './dialect.ts';
import { Load, type Posted } from './load.ts';
import { isInstalled } from './pinned.ts';

type Tell = (message: { nth: number; data: Buffer; receiver: number; socket: WebSocket }) => void;

const SOUND = { missing: 0, twice: 0, skipped: 0, unlike: 0, lost: 0 };

/** What the crowd says of a server that tells four members of each message in this way. */
describe.skipIf(!isInstalled('g++'))('the load', () => {
  let program: string;
  let server: WebSocketServer;
  let load: Load;
  beforeAll(() => {
    program = compileLoad();
  });
  afterEach(async () => {
    await load.close();
    server.close();
  });

  async function gather(tell: Tell, dialect: Dialect = BARE): Promise<void> {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const sockets: WebSocket[] = [];
    let nth = 0;
    server.on('connection', (socket) => {
      sockets.push(socket);
      socket.on('message', (data: Buffer) => {
        sockets.forEach((each, receiver) => tell({ nth, data, receiver, socket: each }));
        nth += 1;
      });
    });
    load = new Load(program, (server.address() as AddressInfo).port, dialect);
    load.open(dialect.greet);
    load.add(Array.from({ length: 4 }, () => ({ room: 'room', token: '' })));
    expect(await load.connect()).toMatchObject({ opened: 4, lost: 0 });
  }

  const post = (): Promise<Posted> => load.pace(1_000, 20, 1);

  it('finds no fault where there is none', async () => {
    await gather(({ data, socket }) => socket.send(data, { binary: false }));
    expect(await post()).toMatchObject({ messages: 20, deliveries: 80, ...SOUND });
    expect(await load.fill(5)).toMatchObject({ messages: 5, deliveries: 20, ...SOUND });
    const many = await load.saturate(20, 2, 8);
    expect(many).toMatchObject({ deliveries: many.messages * 4, ...SOUND });
    expect(many.messages % 8).toBe(0);
  });

  it('notices what comes twice', async () => {
    await gather(({ nth, receiver, data, socket }) => {
      socket.send(data, { binary: false });
      if (nth === 3 && receiver === 1) socket.send(data, { binary: false });
    });
    expect(await post()).toMatchObject({ deliveries: 80, ...SOUND, twice: 1 });
  });

  it('takes what was held back and then comes in one piece, with more of before', async () => {
    const all: Buffer[] = [];
    await gather(({ nth, receiver, data, socket }) => {
      if (receiver === 0) all.push(data);
      if (receiver !== 1 || nth < 5 || nth > 8) socket.send(data, { binary: false });
      if (receiver === 1 && nth === 8) socket.send(Buffer.concat(all), { binary: false });
    });
    expect(await post()).toMatchObject({ deliveries: 80, ...SOUND, catchUps: 1 });
  });

  it('notices what comes in another order', async () => {
    let held: Buffer | undefined;
    await gather(({ nth, receiver, data, socket }) => {
      if (receiver === 2 && nth === 3) held = data;
      else socket.send(data, { binary: false });
      if (receiver === 2 && nth === 4 && held) socket.send(held, { binary: false });
    });
    expect(await post()).toMatchObject({ ...SOUND, missing: 1, skipped: 1, twice: 1, unlike: 1 });
  });

  it('goes through the opening of a dialect, and writes long frames', async () => {
    const greet = [
      ['send', 'hello {room}'],
      ['wait', 'hello room'],
    ] as const;
    const heard: string[] = [];
    await gather(
      ({ data, socket, receiver }) => {
        if (receiver === 0) heard.push(data.toString());
        socket.send(data, { binary: false });
      },
      { ...BARE, greet, post: '[{n},"{text}"]' },
    );
    load.size(70_000);
    expect(await load.fill(2)).toMatchObject({ deliveries: 8, ...SOUND });
    const posts = heard.slice(4).map((text) => JSON.parse(text) as [number, string]);
    expect(posts.map(([n, { length }]) => [n, length])).toEqual([
      [1, 70_000],
      [2, 70_000],
    ]);
  });
});
