import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, workspace } from './workspace-files.mjs';

// Every numbered rule has a test that quotes it by its number, and every quoted number is a rule.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const isTest = (path) => /\.(test|spec|contract)\.ts$/.test(path);
const code = filesEndingWith('.ts', '.svelte', '.md').filter((path) =>
  /^(apps|libs|docs)\//.test(path),
);

const BOOKS = [
  { prefix: 'P', page: 'libs/protocol/PROTOCOL.md', definition: /\*\*\[(P\d+)\]\*\*/g },
  { prefix: 'RS', page: 'libs/rooms/src/room-store.ts', definition: /^ \* - \[(RS\d+)\]/gm },
];

/** The rule numbers in the strings of a test file: its titles, and the tables that titles are made from. */
function quotedInStrings(path, prefix) {
  const quoted = [];
  const visit = (node) => {
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : '';
    quoted.push(...numbersIn(text, prefix));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest));
  return quoted;
}

const numbersIn = (text, prefix) =>
  [...text.matchAll(new RegExp(`\\[(${prefix}\\d+)\\]`, 'g'))].map((match) => match[1]);

describe.each(BOOKS)('rules [$prefix…] of $page', ({ prefix, page, definition }) => {
  const rules = [...read(page).matchAll(definition)].map((match) => match[1]);
  const tested = new Set(code.filter(isTest).flatMap((path) => quotedInStrings(path, prefix)));

  it('there are some, each numbered once', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it('every rule is quoted by a test', () => {
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it('every quoted rule exists', () => {
    const unknown = code.flatMap((path) =>
      numbersIn(read(path), prefix)
        .filter((rule) => !rules.includes(rule))
        .map((rule) => `${path}: ${rule}`),
    );
    expect(unknown).toEqual([]);
  });
});
