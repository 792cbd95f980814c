import { LIMITS, type Signal } from '@chat/protocol';
import real from '@chat/protocol/testing/real-descriptions.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';

const ID = 'i'.repeat(22);

/** Somebody who tries sizes, one who gets what is let through, and their room. */
async function aPair() {
  const test = await buildTestApp();
  const [ada, bob] = [await test.createUser('Ada'), await test.createUser('Bob')];
  const room = (await test.createRoom(ada)).id;
  const [a, b] = [await test.join(ada, room), await test.join(bob, room)];
  await a.settled();
  return { test, room, a, b, bob };
}

const MAKERS = {
  'a description': (length: number): Signal => {
    const { offer } = real.chromium;
    const sdp = `${offer}a=x:${'x'.repeat(length - offer.length - 6)}\r\n`;
    return { kind: 'offer', callId: ID, page: { tab: ID, load: 0 }, n: 1, sdp };
  },
  'a candidate': (length: number): Signal => {
    const candidate = 'candidate:1 1 udp 1 192.0.2.1 9 typ host x '.padEnd(length, 'x');
    const where = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
    return { kind: 'candidate', callId: ID, page: { tab: ID, load: 0 }, candidate, ...where };
  },
};

describe('sizes within a frame', () => {
  it.each([
    ['a description', LIMITS.sdpLength],
    ['a candidate', LIMITS.candidateLength],
  ] as const)(
    '[P1] [S12] %s of %i characters arrives, one of more closes its socket with 4400, and nobody else notices',
    async (what, limit) => {
      const { room, a, b, bob } = await aPair();
      const send = (length: number) =>
        a.send({ type: 'signal', room, to: bob.id, signal: MAKERS[what](length) });
      for (const length of [limit - 1, limit]) {
        send(length);
        expect((await b.next('signal')).signal).toEqual(MAKERS[what](length));
      }
      send(limit + 1);
      expect(await a.closed).toBe(4400);
      await b.settled();
      expect(b.types.filter((type) => type === 'signal')).toHaveLength(2);
    },
  );

  it('[P23] [S12] a text of 4,000 characters arrives, one of more is refused with a code, and the socket stays', async () => {
    const { test, room, a, b, bob } = await aPair();
    const limit = LIMITS.textLength;
    const texts = [limit - 1, limit, limit + 1].map((length) => '\u00e9'.repeat(length));
    for (const [n, text] of texts.entries()) a.post(room, String(n).padStart(22, '0'), text);
    expect(await a.next('rejected')).toMatchObject({ code: 'text-too-long', n: 3 });
    await b.settled();
    const arrived = b.frames.flatMap((frame) =>
      frame.type === 'entry-posted' && frame.entry.body.kind === 'text'
        ? [frame.entry.body.text]
        : [],
    );
    expect(arrived).toEqual(texts.slice(0, 2));
    const json = { id: ID, body: { kind: 'text', text: texts[2] } };
    const reply = await test.request(`/api/rooms/${room}/messages`, {
      method: 'POST',
      user: bob,
      json,
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { code: 'text-too-long' } });
  });

  it.each([
    [LIMITS.frameBytes, 400, 'text-too-long'],
    [LIMITS.frameBytes + 1, 413, 'body-too-large'],
  ])('[S12] a body of %i bytes is answered with %i', async (bytes, status, code) => {
    const { test, room, bob } = await aPair();
    const empty = JSON.stringify({ id: ID, body: { kind: 'text', text: '' } });
    const json = { id: ID, body: { kind: 'text', text: 'x'.repeat(bytes - empty.length) } };
    const reply = await test.request(`/api/rooms/${room}/messages`, {
      method: 'POST',
      user: bob,
      json,
    });
    expect([reply.status, await reply.json()]).toMatchObject([status, { error: { code } }]);
  });
});
