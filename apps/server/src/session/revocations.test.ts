import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Revocations } from './revocations.ts';

const person = (name: string) => name.padEnd(22, '_');
const [ada, bob, eve] = [person('ada'), person('bob'), person('eve')];

let directory: string;
let path: string;
let time: number;
let errors: unknown[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'revocations-'));
  path = join(directory, 'data', 'revoked-sessions');
  time = 1_000;
  errors = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (most?: number) =>
  new Revocations({
    path,
    now: () => time,
    onError: (error) => errors.push(error),
    ...(most !== undefined && { most }),
  });
const kept = () => readFileSync(path, 'utf8');

describe('revoked sessions', () => {
  it('[P18] [S6] are known again after a restart, until they have expired', () => {
    const before = open();
    before.add(ada, 2_000);
    time = 1_500;
    before.add(bob, 2_500);
    expect([ada, bob, eve].map((id) => before.has(id))).toEqual([true, true, false]);
    const after = open();
    expect([ada, bob, eve].map((id) => after.has(id))).toEqual([true, true, false]);
    time = 2_000;
    expect([ada, bob].map((id) => open().has(id))).toEqual([false, true]);
    expect(kept()).toBe(`${bob} 2500\n`);
    expect(errors).toEqual([]);
  });

  it('are for the eyes of the server alone', () => {
    open();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  });

  it('survive a line that was cut off', () => {
    open().add(ada, 2_000);
    writeFileSync(path, `${kept()}${bob} 20`.slice(0, -3));
    const after = open();
    after.add(eve, 2_000);
    const again = open();
    expect([ada, bob, eve].map((id) => again.has(id))).toEqual([true, false, true]);
  });

  it('[S19] past so many the oldest are forgotten, in memory and in the file', () => {
    const all = open(2);
    for (let n = 0; n < 20; n += 1) all.add(person(`p${n}`), 2_000);
    expect([17, 18, 19].map((n) => all.has(person(`p${n}`)))).toEqual([false, true, true]);
    expect(kept().split('\n').length).toBeLessThan(6);
    expect(open(2).has(person('p19'))).toBe(true);
  });

  it('hold without a file, and the operator hears of it', () => {
    mkdirSync(path, { recursive: true });
    const deaf = open();
    deaf.add(ada, 2_000);
    expect(deaf.has(ada)).toBe(true);
    expect(errors).toHaveLength(2);
    const memory = new Revocations({ now: () => time });
    memory.add(ada, 2_000);
    expect(memory.has(ada)).toBe(true);
  });
});
