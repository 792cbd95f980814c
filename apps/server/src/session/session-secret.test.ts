import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrMakeSecret } from './session-secret.ts';

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'secret-')), 'data');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the kept session secret', () => {
  it('is made once, and found again', () => {
    const made = loadOrMakeSecret(directory);
    expect(made).toMatch(/^[\w-]{43}$/);
    expect(loadOrMakeSecret(directory)).toBe(made);
    expect(readdirSync(directory)).toEqual(['session-secret']);
  });

  it('is for its owner alone', () => {
    loadOrMakeSecret(directory);
    expect(statSync(join(directory, 'session-secret')).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('that is too short is no secret', () => {
    loadOrMakeSecret(directory);
    writeFileSync(join(directory, 'session-secret'), 'short');
    expect(() => loadOrMakeSecret(directory)).toThrow();
  });

  it('cannot be kept where there is a file', () => {
    const file = join(directory, '..', 'file');
    writeFileSync(file, '');
    expect(() => loadOrMakeSecret(file)).toThrow();
  });
});
