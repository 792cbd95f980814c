import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, workspace } from './workspace-files.mjs';

// Every relative link of every page leads to a file, and its #part to a heading of that page.

const LINK = /\[[^\]]*\]\(([^)\s]+)\)|^\[[^\]]+\]:\s*(\S+)/gm;
const CODE = /```.*?```|`[^`\n]*`/gs;

function linksOf(page) {
  const text = readFileSync(resolve(workspace, page), 'utf8').replace(CODE, '');
  const targets = [...text.matchAll(LINK)].map((match) => match[1] ?? match[2]);
  return targets.filter((target) => !/^[a-z]+:/i.test(target));
}

function isBroken(page, target) {
  const [path, part] = target.split('#');
  const file = path ? resolve(workspace, dirname(page), path) : resolve(workspace, page);
  if (!existsSync(file)) return true;
  return Boolean(part) && file.endsWith('.md') && !partsOf(file).includes(part);
}

/** The anchors that a page's headings get, by GitHub's rule. */
function partsOf(file) {
  const headings = readFileSync(file, 'utf8').match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('links', () => {
  it.each(filesEndingWith('.md'))('of %s lead somewhere', (page) => {
    expect(linksOf(page).filter((target) => isBroken(page, target))).toEqual([]);
  });

  it('a link to a file or a heading that is not there is found', () => {
    expect(isBroken('README.md', 'docs/no-such-page.md')).toBe(true);
    expect(isBroken('README.md', 'CONTRIBUTING.md#no-such-heading')).toBe(true);
    expect(isBroken('docs/README.md', '../README.md')).toBe(false);
  });
});
