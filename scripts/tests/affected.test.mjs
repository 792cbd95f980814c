import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

// `nx affected -t build`, asked in a copy of the workspace that has one more commit.

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = new Set([
  'node_modules',
  'dist',
  'reports',
  'test-results',
  '.nx',
  '.git',
  '.data',
]);
let copy;

beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'affected-')));
  cpSync(workspace, copy, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(basename(source)) && !source.endsWith('.pem'),
  });
  linkPackages();
  git('init', '--quiet', '--initial-branch=main');
  commit('before');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The installed packages are shared, except for the workspace's own: those are the copy's. */
function linkPackages() {
  mkdirSync(join(copy, 'node_modules/@chat'), { recursive: true });
  for (const name of readdirSync(join(workspace, 'node_modules'))) {
    if (name === '@chat') continue;
    symlinkSync(join(workspace, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const name of readdirSync(join(workspace, 'node_modules/@chat'))) {
    const folder = ['apps', 'libs'].find((kind) => readdirSync(join(copy, kind)).includes(name));
    symlinkSync(join(copy, folder, name), join(copy, 'node_modules/@chat', name));
  }
}

function git(...args) {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
  execFileSync('git', [...identity, '-c', 'commit.gpgsign=false', ...args], { cwd: copy });
}

function commit(title) {
  git('add', '--all');
  git('commit', '--quiet', '--message', title);
}

/** What `nx affected -t build` would run after an edit of one file. */
function builtAfterEditing(file) {
  appendFileSync(join(copy, file), '\n// edited\n');
  commit(`edit ${file}`);
  const args = ['affected', '-t', 'build', '--base=HEAD~1', '--head=HEAD', '--graph=stdout'];
  const answer = execFileSync(join(copy, 'node_modules/.bin/nx'), args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: '' },
  });
  return Object.keys(JSON.parse(answer).tasks.tasks).sort();
}

it('a client-only edit builds the client and leaves the server out', () => {
  expect(builtAfterEditing('apps/client/src/main.ts')).toEqual(['@chat/client:build']);
});

it('an edit inside a component alone builds the client', () => {
  expect(builtAfterEditing('apps/client/src/App.svelte')).toEqual(['@chat/client:build']);
});

it('a server-only edit builds the server and leaves the client out', () => {
  expect(builtAfterEditing('apps/server/src/main.ts')).toEqual(['@chat/server:build']);
});

it('a protocol edit builds both', () => {
  expect(builtAfterEditing('libs/protocol/src/limits.ts')).toEqual([
    '@chat/client:build',
    '@chat/server:build',
  ]);
});

it('an edit of a lib builds the app that uses it', () => {
  expect(builtAfterEditing('libs/rooms/src/index.ts')).toEqual(['@chat/server:build']);
  expect(builtAfterEditing('libs/sdk/src/index.ts')).toEqual(['@chat/client:build']);
});

it('an edit of a document builds nothing', () => {
  expect(builtAfterEditing('README.md')).toEqual([]);
});
