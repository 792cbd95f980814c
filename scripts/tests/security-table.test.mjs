import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testTitles } from './test-titles.mjs';
import { filesEndingWith, workspace } from './workspace-files.mjs';

// Every requirement S1 to S41 has a row in docs/security.md, and every test that a row quotes exists and runs.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const rows = read('docs/security.md')
  .split('\n')
  .flatMap((line) => {
    const [, id, , proof] = /^\| (S\d+) +\| (.*?) +\| (.*?) +\|$/.exec(line) ?? [];
    return id ? [{ id, proof }] : [];
  });
const tests = filesEndingWith('.test.ts', '.test.mjs', '.spec.ts', '.contract.ts')
  .filter((path) => !path.endsWith('security-table.test.mjs'))
  .flatMap((path) => testTitles(path, read(path)));

const quotesOf = (proof) =>
  [...proof.matchAll(/`([^`]*\[S\d+\][^`]*)`/g)].map(([, title]) => title);

describe('a quoted test', () => {
  it.each([
    ["it('[S1] runs', () => {});", ['[S1] runs']],
    [
      "describe('[S1] all', () => { it.each([1])('[S2] %i', () => {}); });",
      ['[S1] all', '[S2] %i'],
    ],
    [
      "const it = base.extend({}); it('[S1] of a fixture', async ({ page }) => {});",
      ['[S1] of a fixture'],
    ],
    ["describe.skipIf(!hasCoturn)('[S1] where it can', () => {});", ['[S1] where it can']],
    ["test('[S1] x', () => { test.skip(!firefox, 'none here'); });", ['[S1] x']],
    ["it.skip('[S1] not', () => {});", []],
    ["it.skip.each([1])('[S1] not', () => {});", []],
    ["it.todo('[S1] not');", []],
    ["test.fixme('[S1] not', async () => {});", []],
    ["it.fails('[S1] not', () => {});", []],
    ["xit('[S1] not', () => {});", []],
    ["describe.skip('[S1] none', () => { it('[S2] of these', () => {}); });", []],
    ["test('[S1] not', () => { test.fixme(); });", []],
    ["test('[S1] not', () => { test.skip(true, 'later'); });", []],
    ["it('[S1] not', { skip: true }, () => {});", []],
    ["it('[S1] not', { todo: true }, () => {});", []],
    ["const title = '[S1] no call'; log('[S2] no test');", []],
  ])('is one that runs: %s', (code, titles) => {
    expect(testTitles('planted.test.ts', code)).toEqual(titles);
  });
});

describe('the table of requirements', () => {
  it('has each of S1 to S41 once, in order', () => {
    const ids = Array.from({ length: 41 }, (_, n) => `S${n + 1}`);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it.each(rows)('$id names tests that exist, or says why it waits', ({ proof }) => {
    const quotes = quotesOf(proof);
    expect(quotes.length > 0 || proof.startsWith('Waits: ')).toBe(true);
    expect(quotes.filter((title) => !tests.includes(title))).toEqual([]);
  });

  it('has a row for every number that a test quotes', () => {
    const quoted = new Set(tests.flatMap((text) => text.match(/(?<=\[)S\d+(?=\])/g) ?? []));
    expect([...quoted].filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  });
});
