import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../test/build-test-app.ts';

const CANARY = 'canary';
const text = (content: string) => ({ kind: 'text', text: content });
const id = (name: string) => `${CANARY}${name}`.padEnd(22, 'x');

describe('the log', () => {
  it('[S34] at its most talkative holds no text, name, title, token, id of a room, signal or header', async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    const test = await buildTestApp({ logLevel: 'trace' }, { logStream });
    const ada = await test.createUser(`${CANARY}-name`);
    const room = await test.createRoom(ada, `${CANARY}-title`);
    const path = `/api/rooms/${room.id}`;
    const a = await test.join(ada, room.id);
    const [post, signal] = [id('post'), id('call')];
    a.post(room.id, post, `${CANARY}-text`);
    a.post(room.id, id('empty'), '');
    const sealed = { title: CANARY, ownerId: ada.id, createdAt: 1, changedAt: 1, seal: room.seal };
    a.send({ type: 'join', room: room.id, sealed });
    const page = { tab: signal, load: 0 };
    const offer = { kind: 'offer', callId: signal, page, n: 1, sdp: `${CANARY}-sdp` } as const;
    a.send({ type: 'signal', room: room.id, to: ada.id, signal: offer });
    a.send({ type: 'signal', room: room.id, to: id('nobody'), signal: offer });
    await a.settled();
    const badFrames = [
      `{"type":"${CANARY}"}`,
      `{"type":"join","room":"${CANARY}"}`,
      CANARY,
      Buffer.from(CANARY),
      CANARY.repeat(20_000),
    ];
    for (const frame of badFrames) {
      const bad = await test.connect(ada);
      bad.sendText(frame);
      await bad.closed;
    }
    const requests: [string, object][] = [
      [
        `${path}/messages`,
        { method: 'POST', user: ada, json: { id: id('rest'), body: text(`${CANARY}-rest`) } },
      ],
      [`${path}/messages`, { method: 'POST', user: ada, json: { id: CANARY, body: text(CANARY) } }],
      [`${path}/messages?before=${CANARY}&${CANARY}=1`, { user: ada }],
      [
        '/api/users',
        { method: 'POST', body: `{"${CANARY}`, headers: { 'content-type': 'application/json' } },
      ],
      ['/api/users', { method: 'POST', body: CANARY, headers: { 'content-type': CANARY } }],
      ['/api/users/me', { headers: { cookie: `s=${CANARY}`, authorization: `Bearer ${CANARY}` } }],
      [
        `/api/${CANARY}`,
        { headers: { origin: `https://${CANARY}.example`, 'user-agent': CANARY } },
      ],
      [
        `/r/${room.id}?${CANARY}`,
        { headers: { accept: 'text/html', referer: `http://${CANARY}` } },
      ],
      [`/api/rooms/%E0%A4%A${CANARY}`, {}],
      ['/api/users/me', { method: 'PATCH', user: ada, json: { name: `${CANARY}-new` } }],
      [path, { method: 'PATCH', user: ada, json: { title: `${CANARY}-new` } }],
      [path, { method: 'DELETE', user: ada }],
      ['/api/users/me', { method: 'DELETE', user: ada }],
    ];
    for (const [url, init] of requests) await test.request(url, init);
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(20);
    expect(log).not.toContain(CANARY);
    expect(log).not.toContain(room.id);
    expect(log).not.toContain(room.seal);
    expect(log).not.toContain(ada.token);
    expect(log).not.toContain(ada.id);
  });

  it('says nothing of requests unless it is asked to', async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    const test = await buildTestApp({ logLevel: 'info' }, { logStream });
    lines.length = 0;
    await test.createRoom(await test.createUser());
    await test.request('/api/nope');
    expect(lines).toEqual([]);
  });
});
