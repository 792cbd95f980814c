import { describe, expect, it } from 'vitest';
import { SessionTokens } from './session-token.ts';

const SECRETS = [
  'a secret for tests of 32 characters',
  'another secret for tests of 32 chars',
] as const;
const CLAIMS = { userId: 'u'.repeat(22), name: 'Zoë \u{1F600}', issuedAt: 1_000, expiresAt: 2_000 };
const tokens = new SessionTokens([SECRETS[0]]);

describe('session tokens', () => {
  it('[P12] say what was signed', () => {
    expect(tokens.verify(tokens.sign(CLAIMS), 1_500)).toEqual(CLAIMS);
  });

  it('[P12] [S4] hold until they expire', () => {
    const token = tokens.sign(CLAIMS);
    expect(tokens.verify(token, 1_999)).toBeDefined();
    expect(tokens.verify(token, 2_000)).toBeUndefined();
  });

  it('[P12] [S4] with any character changed, added or left out are worth nothing', () => {
    const token = tokens.sign(CLAIMS);
    for (let at = 0; at < token.length; at += 1) {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)];
      for (const other of ['A', 'B', '.', '=', '_', '']) {
        if (other === token[at]) continue;
        expect(tokens.verify(`${before}${other}${after}`, 1_500)).toBeUndefined();
      }
    }
    for (const other of [`${token}A`, ` ${token}`, `${token}.`, `${token}=`]) {
      expect(tokens.verify(other, 1_500)).toBeUndefined();
    }
  });

  it('[P12] [S4] with any bit of the signature flipped are worth nothing', () => {
    const token = tokens.sign(CLAIMS);
    const body = token.slice(0, token.lastIndexOf('.'));
    const signature = Buffer.from(token.slice(body.length + 1), 'base64url');
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const flipped = Buffer.from(signature);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(tokens.verify(`${body}.${flipped.toString('base64url')}`, 1_500)).toBeUndefined();
    }
  });

  it('[P12] [S4] of another secret are worth nothing, of an older one something', () => {
    const old = new SessionTokens([SECRETS[1]]).sign(CLAIMS);
    expect(tokens.verify(old, 1_500)).toBeUndefined();
    expect(new SessionTokens(SECRETS).verify(old, 1_500)).toEqual(CLAIMS);
    expect(new SessionTokens(SECRETS).sign(CLAIMS)).toBe(tokens.sign(CLAIMS));
  });

  it('[P12] [S4] are not taken for what was signed otherwise', () => {
    for (const token of ['', 'v1', 'v2.a.b', 'null', '{}', 'a'.repeat(100_000), `1795436866:abc`]) {
      expect(tokens.verify(token, 1_500)).toBeUndefined();
    }
  });

  it('[P11] with a name that nobody may have are worth nothing', () => {
    expect(tokens.verify(tokens.sign({ ...CLAIMS, name: 'a\u202eb' }), 1_500)).toBeUndefined();
  });
});
