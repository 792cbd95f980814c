import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../test/build-test-app.ts';

const PATH = '/.well-known/security.txt';

describe('security.txt', () => {
  it('[S38] says where to report, and holds for a while but less than a year', async () => {
    const test = await buildTestApp({ securityContact: 'mailto:security@chat.example' });
    const reply = await test.request(PATH);
    expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const lines = (await reply.text()).trim().split('\n');
    expect(lines[0]).toBe('Contact: mailto:security@chat.example');
    const expires = Date.parse(lines[1]?.replace('Expires: ', '') ?? '');
    const days = (expires - Date.now()) / (24 * 60 * 60_000);
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(365);
  });

  it('[S38] is not there when nobody is named', async () => {
    const test = await buildTestApp();
    expect((await test.request(PATH)).status).toBe(404);
  });
});
