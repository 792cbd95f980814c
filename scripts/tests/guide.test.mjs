import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, workspace } from './workspace-files.mjs';

// The code in docs/writing-a-client.md is code that compiles and runs: each piece stands in one of the examples.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const examples = filesEndingWith('.ts').filter((path) => path.startsWith('libs/sdk/examples/'));
/** Without what depends on where it stands. */
const plain = (code) => code.replace(/^ +/gm, '').trim();
const guide = read('docs/writing-a-client.md');
const pieces = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

describe('the guide for writers of clients', () => {
  it.each(pieces)('has a piece of an example: %s', (code) => {
    const homes = examples.filter((path) => plain(read(path)).includes(plain(code)));
    expect(homes).not.toEqual([]);
  });

  it('leads to every example', () => {
    expect(pieces.length).toBeGreaterThan(6);
    const shared = 'libs/sdk/examples/enter-room.ts';
    for (const path of examples.filter((example) => example !== shared)) {
      expect(guide, path).toContain(path);
    }
  });
});
