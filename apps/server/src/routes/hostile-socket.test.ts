import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { LIMITS, type ClientFrame } from '@chat/protocol';
import { MemoryRoomStore } from '@chat/rooms';
import { describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, type TestSocket, hello } from '../../test/build-test-app.ts';

const MESSAGE = 'm'.repeat(22);

/** A bad neighbour, and a room in which everybody else must not notice. */
async function neighbours() {
  const test = await buildTestApp();
  const [ada, bob, eve] = [
    await test.createUser('Ada'),
    await test.createUser('Bob'),
    await test.createUser('Eve'),
  ];
  const room = (await test.createRoom(ada)).id;
  const [a, b] = [await test.join(ada, room), await test.join(bob, room)];
  return { test, room, a, b, eve, bad: await test.connect(eve) };
}

/** The process lives, and the others talk as before. */
async function expectUnaffected({
  test,
  room,
  a,
  b,
}: {
  test: TestApp;
  room: string;
  a: TestSocket;
  b: TestSocket;
}) {
  a.post(room, MESSAGE, 'still here');
  expect((await b.next('entry-posted')).entry.body).toMatchObject({ text: 'still here' });
  expect((await test.request('/healthz')).status).toBe(200);
  expect(b.types).toEqual(['welcome', 'snapshot', 'entry-posted']);
}

/** A post of exactly so many bytes. */
function postOf(bytes: number): string {
  const body = { kind: 'text', text: '' };
  const epoch = 'e'.repeat(11);
  const frame = { type: 'post', room: 'r'.repeat(32), id: MESSAGE, epoch, n: 1, body };
  body.text = 'x'.repeat(bytes - JSON.stringify(frame).length);
  return JSON.stringify(frame);
}

describe('an upgrade that leads to no socket', () => {
  it.each([
    ['HEAD', '/ws'],
    ['POST', '/ws'],
    ['OPTIONS', '/ws'],
    ['GET', '/api/rooms'],
    ['GET', '/'],
  ])('by %s of %s is refused, and its connection ends', async (method, path) => {
    const test = await buildTestApp();
    const { port } = new URL(test.origin);
    const client = connectTcp(Number(port), '127.0.0.1');
    const lines = [`${method} ${path} HTTP/1.1`, 'Host: x', 'Connection: Upgrade'];
    client.write([...lines, 'Upgrade: websocket', '', ''].join('\r\n'));
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /);
    if (!client.closed) await once(client, 'close');
  });
});

describe('what a bad client sends', () => {
  it.each([
    ['nothing', ''],
    ['malformed JSON', '{"type":"join"'],
    ['no object', '42'],
    ['null', 'null'],
    ['an unknown frame', '{"type":"shout"}'],
    ['a frame of the server', '{"type":"heartbeat","serverTime":1}'],
    ['a type of the prototype', '{"type":"__proto__"}'],
    ['a method of every object as type', '{"type":"toString"}'],
    ['a field of a wrong type', '{"type":"join","room":7}'],
    ['a room id in another form', '{"type":"join","room":"../../etc"}'],
    ['a field too many', '{"type":"heartbeat","admin":true}'],
    ['a poisoned prototype', '{"type":"heartbeat","__proto__":{"polluted":true}}'],
    [
      'a poisoned constructor',
      '{"type":"heartbeat","constructor":{"prototype":{"polluted":true}}}',
    ],
    ['an array of frames', '[{"type":"heartbeat"}]'],
    ['nesting without end', '['.repeat(LIMITS.frameBytes)],
    [
      'a message id in another form',
      `{"type":"post","room":"${'r'.repeat(32)}","id":"1","epoch":"${'e'.repeat(11)}","n":1,"body":{"kind":"text","text":"x"}}`,
    ],
    ['a name twice, of which the last is wrong', '{"type":"heartbeat","type":"shout"}'],
  ])('[P1] [S13] %s closes its socket with 4400, and nobody else notices', async (_, text) => {
    const all = await neighbours();
    all.bad.sendText(text);
    expect(await all.bad.closed).toBe(4400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await expectUnaffected(all);
  });

  it('[P1] [S14] a binary message closes its socket with 1003', async () => {
    const all = await neighbours();
    all.bad.sendText(Buffer.from('{"type":"heartbeat"}'));
    expect(await all.bad.closed).toBe(1003);
    await expectUnaffected(all);
  });

  it.each([
    [LIMITS.frameBytes - 1, 'rejected'],
    [LIMITS.frameBytes, 'rejected'],
    [LIMITS.frameBytes + 1, 1009],
    [LIMITS.frameBytes * 1.5, 1009],
  ])('[P1] [S12] a frame of %i bytes gets %s', async (bytes, outcome) => {
    const all = await neighbours();
    all.bad.sendText(postOf(bytes));
    if (outcome === 'rejected') await all.bad.next('rejected');
    else expect(await all.bad.closed).toBe(outcome);
    await expectUnaffected(all);
  });

  it('[S22] a text that is no UTF-8 closes its socket', async () => {
    const all = await neighbours();
    all.bad.ws.send(Buffer.from([0xc3, 0x28]), { binary: false });
    expect(await all.bad.closed).toBe(1007);
    await expectUnaffected(all);
  });

  it('bytes that are no WebSocket frame, and a cut in the middle of one, harm nobody', async () => {
    const all = await neighbours();
    const raw = (all.bad.ws as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect(await all.bad.closed).toBe(1002);
    const cut = await all.test.connect(all.eve);
    const cutRaw = (
      cut.ws as unknown as { _socket: { write(bytes: Buffer): void; destroy(): void } }
    )._socket;
    cutRaw.write(Buffer.from([0x81, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 5]));
    cutRaw.destroy();
    await cut.closed;
    await expectUnaffected(all);
  });

  it('[P13] nothing is handled after a frame that closed the socket', async () => {
    const all = await neighbours();
    all.bad.sendText('{}');
    all.bad.send({ type: 'join', room: all.room });
    await all.bad.closed;
    await expectUnaffected(all);
  });

  it('[P10] a room id that a client made up joins nothing and makes nothing', async () => {
    const all = await neighbours();
    const made = 'A'.repeat(32);
    const twisted = `${all.room.slice(0, 31)}${all.room.endsWith('A') ? 'B' : 'A'}`;
    for (const room of [made, twisted]) {
      all.bad.send({ type: 'join', room });
      expect((await all.bad.next('rejected')).code).toBe('room-unknown');
    }
    await expectUnaffected(all);
  });

  it('[S14] a message in more pieces than any browser makes is refused', async () => {
    const all = await neighbours();
    const { ws } = all.bad;
    for (let n = 0; n < 60; n += 1) ws.send(' ', { fin: false });
    expect(await all.bad.closed).toBe(1008);
    await expectUnaffected(all);
  });

  it('[S14] of a flood after a message that was refused little is read', async () => {
    const test = await buildTestApp();
    const { token } = await test.createUser();
    const accepted = once(test.app.server, 'connection') as Promise<[Socket]>;
    const tcp = connectTcp(Number(new URL(test.origin).port), '127.0.0.1');
    tcp.on('error', () => undefined);
    tcp.resume();
    tcp.write(
      'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    const [inside] = await accepted;
    const paused = once(inside, 'pause');
    const piece = Buffer.from([0x00, 0x81, 1, 2, 3, 4, 0x79]);
    const pieces = Buffer.concat(Array.from({ length: 1_000_000 }, () => piece));
    tcp.write(Buffer.concat([Buffer.from([0x01]), piece.subarray(1), pieces]));
    await paused;
    // Nothing sets it going again while the others are served.
    expect((await test.request('/healthz')).status).toBe(200);
    expect(inside.isPaused()).toBe(true);
    expect(inside.bytesRead).toBeLessThan(1_000_000);
    tcp.destroy();
    inside.destroy();
  });

  it('[S10] what a frame says twice, and how it is written, never reaches another', async () => {
    const all = await neighbours();
    const { bad, room, b } = all;
    bad.send({ type: 'join', room });
    const { epoch } = await bad.next('snapshot');
    await b.next('member-joined');
    const raw: string[] = [];
    b.ws.on('message', (data: Buffer) => raw.push(data.toString()));
    const id = 'x'.repeat(22);
    const body = '{"kind":"edit","kind":"text","text":"first","text":"\\u0073econd"}';
    bad.sendText(
      `{ "type":"heartbeat", "type":"post", "room":"${room}", "id":"${id}", "epoch":"${epoch}", "n":7, "n":1, "body":${body} }`,
    );
    const frame = await b.next('entry-posted');
    expect(frame.entry.body).toEqual({ kind: 'text', text: 'second' });
    expect(raw).toEqual([JSON.stringify(frame)]);
  });

  it('[S14] compression is not negotiated, so no small frame becomes a large one', async () => {
    const test = await buildTestApp();
    const { token } = await test.createUser();
    const socket = test.open({
      perMessageDeflate: true,
      headers: { authorization: `Bearer ${token}` },
    });
    socket.send(hello());
    await socket.next('welcome');
    expect(socket.ws.extensions).toBe('');
  });

  it('many frames at once are handled in order', async () => {
    const all = await neighbours();
    const { bad, room } = all;
    bad.send({ type: 'join', room });
    await bad.next('snapshot');
    for (let n = 0; n < 500; n += 1) {
      bad.post(room, String(n).padStart(22, '0'), String(n));
    }
    bad.send({ type: 'leave', room });
    await bad.next('room-left');
    const texts = bad.frames.flatMap((frame) =>
      frame.type === 'entry-posted' && frame.entry.body.kind === 'text'
        ? [frame.entry.body.text]
        : [],
    );
    expect(texts).toEqual(Array.from({ length: 500 }, (_, n) => String(n)));
    expect(bad.types.at(-1)).toBe('room-left');
  });

  it('an upgrade that is cut short harms nobody', async () => {
    const all = await neighbours();
    const tcp = connectTcp(Number(new URL(all.test.origin).port), '127.0.0.1');
    tcp.on('error', () => undefined);
    tcp.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n');
    tcp.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: no\r\n\r\n');
    await new Promise((resolve) => tcp.once('data', resolve));
    tcp.destroy();
    await expectUnaffected(all);
  });
});

describe('a store that fails', () => {
  it('[P3] [S22] is answered with internal, and the socket and the process live on', async () => {
    const lines: string[] = [];
    const store = new MemoryRoomStore();
    const test = await buildTestApp(
      { logLevel: 'error' },
      { store, logStream: { write: (line) => lines.push(line) } },
    );
    const ada = await test.createUser();
    const room = (await test.createRoom(ada)).id;
    const socket = await test.join(ada, room);
    store.appendEntry = () => Promise.reject(new Error('canary: the text was "secret"'));
    socket.post(room, MESSAGE, 'x');
    expect(await socket.next('rejected')).toMatchObject({ code: 'internal', id: MESSAGE });
    const json = { id: MESSAGE, body: { kind: 'text', text: 'x' } };
    const path = `/api/rooms/${room}/messages`;
    const reply = await test.request(path, { method: 'POST', user: ada, json });
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('canary');
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('canary');
    await socket.settled();
  });

  const ID = 'i'.repeat(22);
  const signal = { kind: 'ring', callId: ID, page: { tab: ID, load: 0 } } as const;
  it.each<[string, Omit<ClientFrame, 'room'>, string]>([
    ['join', { type: 'join' }, 'internal'],
    ['leave', { type: 'leave' }, 'left'],
    [
      'post',
      {
        type: 'post',
        id: ID,
        epoch: 'e'.repeat(11),
        n: 1,
        body: { kind: 'text', text: 'x' },
      } as never,
      'internal',
    ],
    ['signal', { type: 'signal', to: ID, signal } as never, 'internal'],
    ['typing', { type: 'typing' }, 'internal'],
    ['presence', { type: 'presence', presence: 'away' } as never, 'internal'],
    ['knock', { type: 'knock' }, 'internal'],
    ['answer-knock', { type: 'answer-knock', person: ID, admit: true } as never, 'internal'],
    ['heartbeat', { type: 'heartbeat' }, 'heartbeat'],
  ])(
    '[S22] in the middle of a %s harms neither the socket nor the process',
    async (_, frame, expected) => {
      const store = new MemoryRoomStore();
      let isBroken = false;
      const failing = new Proxy(store, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          // As a bug would: thrown at once, where a promise is expected.
          if (isBroken && name !== 'close')
            return () => {
              throw new Error('canary');
            };
          return (value as () => unknown).bind(target);
        },
      });
      const test = await buildTestApp({}, { store: failing });
      const ada = await test.createUser();
      const room = (await test.createRoom(ada)).id;
      const socket = await test.join(ada, room);
      const before = socket.frames.length;
      isBroken = true;
      socket.send((frame.type === 'heartbeat' ? frame : { ...frame, room }) as ClientFrame);
      await socket.settled();
      const answers = socket.frames
        .slice(before)
        .map((answer) =>
          answer.type === 'rejected'
            ? answer.code
            : answer.type === 'room-left'
              ? answer.reason
              : answer.type,
        );
      expect(answers[0]).toBe(expected);
      expect((await test.request('/healthz')).status).toBe(200);
      isBroken = false;
    },
  );
});
