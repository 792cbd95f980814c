import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeTurnCredentials, opaqueIdOf } from './turn-credentials.ts';

const DAY_MS = 24 * 60 * 60_000;

it('signs the time of expiry and the id by HMAC-SHA-1, in base64', () => {
  const now = 1_700_000_000_123;
  const made = makeTurnCredentials({ opaqueId: 'someone', secret: 's', ttlSeconds: 600, now });
  expect(made.username).toBe('1700000600:someone');
  const credential = createHmac('sha1', 's').update('1700000600:someone').digest('base64');
  expect(made.credential).toBe(credential);
});

it('calls a person the same all day, for the quota, and otherwise the next day', () => {
  const at = (time: number) => opaqueIdOf('ada', 'key', time);
  expect(at(DAY_MS)).toBe(at(2 * DAY_MS - 1));
  expect(at(2 * DAY_MS)).not.toBe(at(DAY_MS));
  expect(opaqueIdOf('bob', 'key', DAY_MS)).not.toBe(at(DAY_MS));
  expect(opaqueIdOf('ada', 'another', DAY_MS)).not.toBe(at(DAY_MS));
  expect(at(DAY_MS)).toMatch(/^[\w-]{16}$/);
});
