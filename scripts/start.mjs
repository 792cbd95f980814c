import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm start`: builds what has changed, quietly unless it fails, and becomes the server, so that a signal to this
// process reaches it.

const root = fileURLToPath(new URL('..', import.meta.url));

console.log('Building what has changed …');
const build = spawnSync(
  join(root, 'node_modules/.bin/nx'),
  ['run-many', '-t', 'build', '-p', '@chat/client', '@chat/server', '--outputStyle=static'],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_INTERACTIVE: 'false' },
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  },
);

if (build.status === 0) {
  await import('../apps/server/dist/main.js');
} else {
  console.error(build.error?.message ?? build.stdout + build.stderr);
  process.exitCode = 1;
}
