import { createHmac } from 'node:crypto';
import type { IceServers } from '@chat/protocol';
import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';

describe('GET /api/ice-servers', () => {
  it('names nobody where the operator named none', async () => {
    const test = await buildTestApp();
    const reply = await test.request('/api/ice-servers', { user: await test.createUser() });
    expect(await reply.json()).toEqual({ iceServers: [], ttl: 600 });
  });

  it('[S30] gives TURN credentials for a while, which name no person', async () => {
    const urls = ['turn:turn.example:3478', 'turns:turn.example:5349'];
    const turn = { urls, secret: 'shared', ttlSeconds: 300 };
    const test = await buildTestApp({ stunUrls: ['stun:stun.example'], turn });
    const ada = await test.createUser();
    const ask = async (user = ada) =>
      (await (await test.request('/api/ice-servers', { user })).json()) as IceServers;
    const { iceServers, ttl } = await ask();
    expect(iceServers[0]).toEqual({ urls: ['stun:stun.example'] });
    const { username = '', credential, ...server } = iceServers[1]!;
    expect([server.urls, ttl]).toEqual([urls, 300]);
    const [expiry, opaque] = username.split(':');
    expect(Number(expiry) - Date.now() / 1000).toBeCloseTo(300, -1);
    expect(opaque).not.toBe('');
    expect(ada.id).not.toContain(opaque);
    // Who has the relay's secret, and knows everybody's id, still cannot tell whose this is.
    for (const digest of ['sha1', 'sha256']) {
      for (const text of [ada.id, `user:${ada.id}`, username]) {
        const guess = createHmac(digest, 'shared').update(text).digest('base64url');
        expect(guess).not.toContain(opaque);
      }
    }
    expect(credential).toBe(createHmac('sha1', 'shared').update(username).digest('base64'));
    const other = (await ask(await test.createUser('Bob'))).iceServers[1]?.username;
    expect(other?.split(':')[1]).not.toBe(opaque);
  });

  it('[S30] needs a session', async () => {
    const test = await buildTestApp();
    expect((await test.request('/api/ice-servers')).status).toBe(401);
  });
});
