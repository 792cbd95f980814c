import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, workspace } from './workspace-files.mjs';

// Every requirement S1 to S41 has a row in docs/security.md, and every test that a row quotes exists.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const rows = read('docs/security.md')
  .split('\n')
  .flatMap((line) => {
    const [, id, , proof] = /^\| (S\d+) +\| (.*?) +\| (.*?) +\|$/.exec(line) ?? [];
    return id ? [{ id, proof }] : [];
  });
const tests = filesEndingWith('.test.ts', '.test.mjs', '.spec.ts', '.contract.ts')
  .filter((path) => !path.endsWith('security-table.test.mjs'))
  .flatMap(textsOf);

function textsOf(path) {
  const texts = [];
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest));
  return texts.filter((text) => /\[S\d+\]/.test(text));
}

const quotesOf = (proof) =>
  [...proof.matchAll(/`([^`]*\[S\d+\][^`]*)`/g)].map(([, title]) => title);

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
    const quoted = new Set(tests.flatMap((text) => text.match(/(?<=\[)S\d+(?=\])/g)));
    expect([...quoted].filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  });
});
