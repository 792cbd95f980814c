import { LIMITS, type Signal } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import {
  buildTestApp,
  type TestApp,
  type TestSocket,
  type TestUser,
  hello,
} from '../../test/build-test-app.ts';

const MESSAGE = 'm'.repeat(22);
/** The least that is a description [P39]. */
const SDP = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  `a=fingerprint:sha-256 ${'AB:'.repeat(31)}AB`,
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n',
].join('\r\n');
const CALL = 'c'.repeat(22);
const numbered = { epoch: 'e'.repeat(11), n: 1 };
const text = (content: string) => ({ kind: 'text', text: content });
const page = { tab: 'p'.repeat(22), load: 0 };
const ring: Signal = { kind: 'ring', callId: CALL, page };

async function twoInARoom(changes = {}) {
  const test = await buildTestApp(changes);
  const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
  const room = await test.createRoom(ada);
  return {
    test,
    ada,
    bob,
    room: room.id,
    a: await test.join(ada, room.id),
    b: await test.join(bob, room.id),
  };
}

describe('greeting', () => {
  it('[P2] hello is answered by welcome, with the connection and the person of the session', async () => {
    const test = await buildTestApp();
    const ada = await test.createUser('Ada');
    const socket = await test.connect(ada);
    expect(socket.frames[0]).toEqual({
      type: 'welcome',
      connection: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      user: { id: ada.id, name: 'Ada' },
      serverTime: expect.any(Number) as unknown,
    });
  });

  it('[P2] [S15] without hello in time the socket closes with 4001', async () => {
    const test = await buildTestApp({}, { timing: { helloMs: 20 } });
    const { token } = await test.createUser();
    expect(await test.open({ headers: { authorization: `Bearer ${token}` } }).closed).toBe(4001);
  });

  it.each([
    ['[P2] another version', [{ ...hello(), version: 2 }], 4100],
    ['[P2] a second hello', [hello(), hello()], 4400],
    ['[P2] another frame before hello', [{ type: 'heartbeat' }], 4400],
  ])('[S15] %s closes the socket', async (_, frames, code) => {
    const test = await buildTestApp();
    const { token } = await test.createUser();
    const socket = test.open({ headers: { authorization: `Bearer ${token}` } });
    for (const frame of frames) socket.sendText(JSON.stringify(frame));
    expect(await socket.closed).toBe(code);
  });

  it('[P12] a socket without a valid session is closed with 4101', async () => {
    const test = await buildTestApp();
    expect(await test.open().closed).toBe(4101);
    expect(await test.open({ headers: { authorization: 'Bearer v1.forged' } }).closed).toBe(4101);
  });

  it('[P4] a heartbeat is answered by one', async () => {
    const test = await buildTestApp();
    const socket = await test.connect(await test.createUser());
    socket.send({ type: 'heartbeat' });
    expect(await socket.next('heartbeat')).toEqual({ type: 'heartbeat', positions: [] });
  });
});

describe('in a room', () => {
  it('[P13] [P14] who joins gets a snapshot, the others a notice', async () => {
    const { a, b, ada, bob } = await twoInARoom();
    expect((await a.next('member-joined')).member).toMatchObject({ id: bob.id, name: 'Bob' });
    const snapshot = b.frames.find(({ type }) => type === 'snapshot');
    expect(snapshot).toMatchObject({ members: [{ id: ada.id }, { id: bob.id }], messages: [] });
  });

  it('[P20] [P21] a message reaches everybody, with the sender of the session', async () => {
    const { a, b, ada, room } = await twoInARoom();
    a.post(room, MESSAGE, 'hi');
    const posted = await b.next('entry-posted');
    expect(posted.entry).toMatchObject({
      id: MESSAGE,
      seq: 1,
      from: ada.id,
      name: 'Ada',
      body: { kind: 'text', text: 'hi' },
    });
    expect(await a.next('entry-posted')).toEqual(posted);
  });

  it('[P22] posting the same id twice keeps one message; of another author it is taken', async () => {
    const { a, b, room } = await twoInARoom();
    a.post(room, MESSAGE, 'mine');
    a.post(room, MESSAGE, 'mine again');
    const [first, second] = [await a.next('entry-posted'), await a.next('entry-posted')];
    expect(second).toEqual(first);
    b.post(room, MESSAGE, 'now mine');
    expect(await b.next('rejected')).toMatchObject({
      request: 'post',
      room,
      id: MESSAGE,
      code: 'id-taken',
    });
    expect(b.types.filter((type) => type === 'entry-posted')).toHaveLength(1);
  });

  it('[P3] [P23] a refused message is rejected by its id and the socket stays open', async () => {
    const { a, room } = await twoInARoom();
    a.post(room, MESSAGE, ' ');
    expect(await a.next('rejected')).toEqual({
      type: 'rejected',
      request: 'post',
      room,
      id: MESSAGE,
      n: 1,
      code: 'text-empty',
      message: expect.any(String) as unknown,
    });
    a.post(room, MESSAGE, 'x'.repeat(LIMITS.textLength + 1));
    expect((await a.next('rejected')).code).toBe('text-too-long');
    a.post(room, MESSAGE, 'x'.repeat(LIMITS.textLength));
    await a.next('entry-posted');
  });

  it('[P15] leave is answered and told', async () => {
    const { a, b, bob, room } = await twoInARoom();
    b.send({ type: 'leave', room });
    expect(await b.next('room-left')).toEqual({ type: 'room-left', room, reason: 'left' });
    expect(await a.next('member-left')).toMatchObject({ member: bob.id, reason: 'left' });
  });

  it('[P15] who drops and does not come back is lost', async () => {
    const { a, b, bob } = await twoInARoom({ memberGraceMs: 30 });
    b.ws.terminate();
    expect(await a.next('member-left')).toMatchObject({ member: bob.id, reason: 'lost' });
  });

  it('[P3] [P10] joining an unknown room is rejected', async () => {
    const { test, ada } = await twoInARoom();
    const socket = await test.connect(ada);
    const room = 'r'.repeat(32);
    socket.send({ type: 'join', room });
    expect(await socket.next('rejected')).toMatchObject({
      request: 'join',
      room,
      code: 'room-unknown',
    });
  });

  it('[S19] one connection joins as many rooms as it may', async () => {
    const test = await buildTestApp();
    const ada = await test.createUser();
    const socket = await test.connect(ada);
    for (let n = 0; n <= LIMITS.roomsPerSocket; n += 1) {
      socket.send({ type: 'join', room: (await test.createRoom(ada)).id });
    }
    expect(await socket.next('rejected')).toMatchObject({
      request: 'join',
      code: 'too-many-rooms',
    });
    const [, first] = socket.frames;
    if (first?.type !== 'snapshot') throw new Error('no snapshot');
    socket.send({ type: 'leave', room: first.room });
    await socket.next('room-left');
    socket.send({ type: 'join', room: (await test.createRoom(ada)).id });
    await socket.next('snapshot');
  });
});

describe('only members', () => {
  it.each([
    ['leave', {}],
    ['post', { id: MESSAGE, ...numbered, body: text('let me in') }],
    ['signal', { to: 'u'.repeat(22), signal: ring }],
  ])(
    '[P17] %s of a person who is not in, or not any more, is rejected and nobody hears',
    async (type, rest) => {
      const { test, a, b, room } = await twoInARoom();
      const stranger = await test.connect(await test.createUser('Eve'));
      b.send({ type: 'leave', room });
      await b.next('room-left');
      await a.settled();
      const before = a.types.length;
      for (const socket of [stranger, b]) {
        socket.sendText(JSON.stringify({ type, room, ...rest }));
        expect(await socket.next('rejected')).toMatchObject({
          request: type,
          code: 'not-a-member',
        });
      }
      await a.settled();
      expect(a.types.slice(before)).toEqual([]);
      expect(stranger.types).toEqual(['welcome', 'rejected']);
    },
  );

  it('[P11] a frame that names its sender is no frame', async () => {
    const { a, b, room, bob } = await twoInARoom();
    const post = { type: 'post', room, id: MESSAGE, ...numbered, body: text('hi') };
    a.sendText(JSON.stringify({ ...post, from: bob.id }));
    expect(await a.closed).toBe(4400);
    await b.settled();
    expect(b.types).not.toContain('entry-posted');
  });
});

describe('signals', () => {
  it('[P30] reach the one member on all connections, and the third receives no frame of a whole call', async () => {
    const { test, a, b, ada, bob, room } = await twoInARoom();
    const bobsTab = await test.join(bob, room);
    const third = await test.join(await test.createUser('Eve'), room);
    await third.settled();
    const before = third.frames.length;
    const connectionOf = (socket: TestSocket) =>
      socket.frames[0]?.type === 'welcome' ? socket.frames[0].connection : '';
    a.send({ type: 'signal', room, to: bob.id, signal: ring });
    const expected = {
      type: 'signal',
      room,
      from: ada.id,
      connection: connectionOf(a),
      signal: ring,
    };
    expect(await b.next('signal')).toEqual(expected);
    expect(await bobsTab.next('signal')).toEqual(expected);
    const connection = connectionOf(a);
    b.send({
      type: 'signal',
      room,
      to: ada.id,
      connection,
      signal: { kind: 'accept', callId: CALL, page },
    });
    expect((await a.next('signal')).connection).toBe(connectionOf(b));
    b.send({
      type: 'signal',
      room,
      to: bob.id,
      signal: { kind: 'settled', callId: CALL, page, reason: 'accepted' },
    });
    expect((await bobsTab.next('signal')).signal.kind).toBe('settled');
    const offer: Signal = { kind: 'offer', callId: CALL, page, n: 1, sdp: SDP };
    a.send({ type: 'signal', room, to: bob.id, connection: connectionOf(b), signal: offer });
    expect((await b.next('signal')).signal).toEqual(offer);
    await bobsTab.settled();
    await third.settled();
    expect(bobsTab.types.filter((type) => type === 'signal')).toHaveLength(2);
    expect(third.frames.slice(before).map(({ type }) => type)).toEqual(['heartbeat']);
  });

  it('[P39] [S33] that no browser makes are refused and go nowhere; the socket stays', async () => {
    const { a, b, bob, room } = await twoInARoom();
    const place = { candidate: 'nonsense', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
    const signals: Signal[] = [
      { kind: 'offer', callId: CALL, page, n: 1, sdp: 'nonsense' },
      { kind: 'answer', callId: CALL, page, n: 1, sdp: SDP.replace('sha-256', 'md5') },
      { kind: 'candidate', callId: CALL, page, ...place },
    ];
    for (const signal of signals) {
      a.send({ type: 'signal', room, to: bob.id, signal });
      expect(await a.next('rejected')).toMatchObject({ request: 'signal', code: 'bad-request' });
    }
    await b.settled();
    expect(b.types).not.toContain('signal');
    a.send({ type: 'signal', room, to: bob.id, signal: ring });
    expect((await b.next('signal')).signal).toEqual(ring);
  });

  it('[P31] to one who is not in, or to a connection that is gone, are rejected', async () => {
    const { test, a, bob, room } = await twoInARoom();
    const outside = await test.createUser('Eve');
    a.send({ type: 'signal', room, to: outside.id, signal: ring });
    expect((await a.next('rejected')).code).toBe('member-unknown');
    a.send({ type: 'signal', room, to: bob.id, connection: 'c'.repeat(22), signal: ring });
    expect(await a.next('rejected')).toMatchObject({ request: 'signal', code: 'member-unknown' });
  });
});

describe('ending', () => {
  it('[P16] the owner removes, locks and ends, and members learn it', async () => {
    const { test, a, b, ada, bob, room } = await twoInARoom();
    const path = `/api/rooms/${room}`;
    await test.request(path, { method: 'PATCH', user: ada, json: { locked: true } });
    expect((await b.next('room-changed')).info).toMatchObject({ locked: true, title: 'Tea' });
    await rejectedJoin(test, { user: await test.createUser('Eve'), room, code: 'room-locked' });
    await test.request(`${path}/members/${bob.id}`, { method: 'DELETE', user: ada });
    expect(await b.next('room-left')).toMatchObject({ reason: 'removed' });
    expect(await a.next('member-left')).toMatchObject({ member: bob.id, reason: 'removed' });
    await rejectedJoin(test, { user: bob, room, code: 'member-removed' });
    await test.request(path, { method: 'DELETE', user: ada });
    await a.next('room-ended');
    expect(await a.next('room-left')).toMatchObject({ reason: 'ended' });
    await rejectedJoin(test, { user: ada, room, code: 'room-ended' });
  });

  it('[P5] before the server goes down it says bye and closes with 4000, and they come back spread over time', async () => {
    const { test, a, b, ada } = await twoInARoom();
    const others = await Promise.all(Array.from({ length: 6 }, () => test.connect(ada)));
    await test.app.close();
    const delays = new Set<number>();
    for (const socket of [a, b, ...others]) {
      const { retryMs } = await socket.next('bye');
      expect(retryMs).toBeLessThan(1_000);
      delays.add(retryMs);
      expect(await socket.closed).toBe(4000);
      expect(socket.frames.at(-1)?.type).toBe('bye');
    }
    // Eight of a thousand: that only two differ has a chance of one in 10^17.
    expect(delays.size).toBeGreaterThan(2);
  });
});

async function rejectedJoin(
  test: TestApp,
  { user, room, code }: { user: TestUser; room: string; code: string },
) {
  const socket = await test.connect(user);
  socket.send({ type: 'join', room });
  expect(await socket.next('rejected')).toMatchObject({ request: 'join', room, code });
}
