// `npm run check:image`: builds what the Dockerfile builds without Docker, in a temporary folder: the same copies and the same
// commands, on the Node of this machine in place of the base images. Then it starts what the image would start, as the image
// would, and asks it by the image's own health check. It cannot check the base images, users or layers.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyOf, stagesOf } from './dockerfile.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'image-'));
const SECONDS = 120;

/** What git has is what a build sees: no packages, results, secrets. */
function copyContext(target) {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const ignored = /^(docs|compose\.yaml|Dockerfile)|\.test\.ts$/;
  const files = stdout.split('\0').filter((path) => path !== '' && !ignored.test(path));
  for (const path of files) copy(join(root, path), join(target, path));
}

function copy(source, target) {
  if (!existsSync(source)) throw new Error(`COPY: ${source} is not there`);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

function buildStage(stage, built) {
  const place = join(folder, stage.name ?? 'image');
  if (built.has(stage.base))
    cpSync(built.get(stage.base).place, place, { recursive: true, verbatimSymlinks: true });
  else mkdirSync(place);
  const made = { place, work: built.get(stage.base)?.work ?? '/', env: {}, last: {} };
  const inside = (path) => join(place, path.startsWith('/') ? path : join(made.work, path));
  for (const { name, value } of stage.instructions) {
    if (name === 'WORKDIR') made.work = value;
    else if (name === 'ENV')
      Object.assign(made.env, Object.fromEntries(value.split(' ').map((pair) => pair.split('='))));
    else if (name === 'COPY') copyInto(copyOf(value), built, inside);
    else if (name === 'RUN') run(value, inside('.'));
    else made.last[name] = value;
  }
  return made;
}

function copyInto({ from, sources, target }, built, inside) {
  for (const source of sources) {
    if (source === '.') copyContext(inside(target));
    else {
      const origin = from ? join(built.get(from).place, source) : join(root, source);
      copy(
        origin,
        target.endsWith('/') ? join(inside(target), source.split('/').at(-1)) : inside(target),
      );
    }
  }
}

function run(command, cwd) {
  console.log(`RUN ${command}`);
  const env = {
    ...process.env,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    npm_config_update_notifier: 'false',
  };
  const { status } = spawnSync('/bin/sh', ['-c', command], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`RUN ${command} failed`);
}

const argumentsOf = (value) => JSON.parse(value.slice(value.indexOf('[')));

/** Starts the image's command in its folder, and asks its health check until that is content. */
async function start({ place, work, env, last }) {
  const [command, ...args] = argumentsOf(last.CMD);
  const settings = {
    ...env,
    HOST: '127.0.0.1',
    PORT: '38417',
    DATA_DIR: join(place, env.DATA_DIR),
  };
  const options = { cwd: join(place, work), env: { PATH: process.env.PATH, ...settings } };
  const server = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const [check, ...checkArgs] = argumentsOf(last.HEALTHCHECK);
  const before = Date.now();
  while (spawnSync(check, checkArgs, options).status !== 0) {
    if (server.exitCode !== null || Date.now() - before > SECONDS * 1000) {
      throw new Error('the health check never passed');
    }
  }
  const page = await fetch('http://127.0.0.1:38417/', { headers: { accept: 'text/html' } });
  const html = await page.text();
  if (!html.includes('<script type="module"')) throw new Error('the image serves no page');
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  if (code !== 0) throw new Error(`SIGTERM ended it with ${code}`);
}

function sizeOf(path) {
  const { stdout } = spawnSync('du', ['-sm', path], { encoding: 'utf8' });
  return stdout.split('\t')[0];
}

try {
  const built = new Map();
  for (const stage of stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'))) {
    built.set(stage.name ?? 'image', buildStage(stage, built));
  }
  const image = built.get('image');
  await start(image);
  console.log(
    `It starts, is healthy, serves the page and ends on SIGTERM. Files on top of the base: ${sizeOf(image.place)} MB.`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
