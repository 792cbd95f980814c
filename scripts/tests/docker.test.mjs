import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { ConfigSchema } from '../../apps/server/src/config-schema.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { TurnReadiness } from '../../apps/server/src/turn/turn-readiness.ts';
import { copyOf, stagesOf } from '../dockerfile.mjs';
import {
  freePort,
  hasProgram,
  startProgram,
  startServer,
  temporaryFolder,
} from './server-process.mjs';
import { workspace } from './workspace-files.mjs';

// What can be known of the image and of compose.yaml without an engine that runs them. `npm run check:image` runs the
// Dockerfile's own commands, which takes a minute.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const stages = stagesOf(read('Dockerfile'));
const image = stages.at(-1);
const valuesOf = (name) =>
  image.instructions.filter((instruction) => instruction.name === name).map(({ value }) => value);

describe('the Dockerfile', () => {
  const copies = stages.flatMap(({ instructions }) =>
    instructions.filter(({ name }) => name === 'COPY').map(({ value }) => copyOf(value)),
  );

  it('copies what is there, from stages that are there', () => {
    for (const { from, sources } of copies) {
      if (from) expect(stages.map(({ name }) => name)).toContain(from);
      else
        for (const source of sources)
          expect(existsSync(join(workspace, source)), source).toBe(true);
    }
  });

  it('installs with the package of every project, and copies each to its place', () => {
    const { workspaces } = JSON.parse(read('package.json'));
    const projects = workspaces.flatMap((pattern) => globProjects(pattern)).sort();
    const copied = copies
      .filter(({ from, sources }) => !from && sources[0].endsWith('/package.json'))
      .map(({ sources: [source], target }) => [source, target]);
    expect(copied.sort()).toEqual(projects.map((path) => [`${path}/package.json`, `${path}/`]));
  });

  it('makes an image without a command, run by a user who is not root', () => {
    expect(valuesOf('RUN')).toEqual([]);
    expect(valuesOf('USER')).toEqual(['node']);
    expect(image.base).toMatch(/^node:\d+-alpine$/);
    expect(image.base).toContain(read('.nvmrc').trim());
  });

  it('[S36] makes an image of what was built and what that runs on: no source, no test, no tool', () => {
    const brought = valuesOf('COPY').map((value) => copyOf(value).sources);
    expect(brought.flat().map((path) => path.replace(/^\/src\//, ''))).toEqual([
      'node_modules',
      'apps/server/node_modules',
      'apps/server/package.json',
      'apps/server/dist',
      'apps/client/dist',
      'deploy/docker/health-check.mjs',
      'LICENSE',
      'data',
    ]);
    const packages = stages.find(({ name }) => name === 'packages').instructions;
    expect(packages[0].value).toMatch(/^npm ci --omit=dev --ignore-scripts .* -w @chat\/server$/);
  });

  it('[S40] is for others only with a certificate or a proxy', () => {
    const settings = Object.fromEntries(
      valuesOf('ENV').flatMap((value) => value.split(' ').map((pair) => pair.split('='))),
    );
    const { NODE_ENV, ...ours } = settings;
    expect(NODE_ENV).toBe('production');
    expect(() => readConfig({ ...ours, DATA_DIR: '/tmp' }, '/tmp')).toThrow(
      /^HOST must be .*plain http/,
    );
  });

  it('is built without secrets, packages and results of this machine', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const pattern of ['**/.env', '**/*.pem', '**/.data', '**/.git', '**/node_modules']) {
      expect(ignored).toContain(pattern);
    }
  });
});

function globProjects(pattern) {
  const listed = execFileSync('git', ['ls-files', `${pattern}/package.json`], { cwd: workspace });
  return listed
    .toString()
    .trim()
    .split('\n')
    .map((path) => path.replace('/package.json', ''));
}

describe('the health check of the image', () => {
  const [, command] = /CMD (\[.*\])/.exec(valuesOf('HEALTHCHECK')[0]);
  const [program, script] = JSON.parse(command);
  const check = (env) =>
    spawnSync(program, [join(workspace, 'deploy/docker', script)], {
      env: { PATH: process.env.PATH, ...env },
    }).status;

  it('passes while the server lives, and fails when it does not', async () => {
    const { port, close } = await startServer({}, onTestFinished);
    expect(check({ PORT: String(port) })).toBe(0);
    await close();
    expect(check({ PORT: String(port) })).toBe(1);
  });

  it('passes where the server speaks https', async () => {
    const folder = temporaryFolder(onTestFinished);
    execFileSync(join(workspace, 'certs/make-certificates.sh'), ['--openssl', folder]);
    const tls = { TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: join(folder, 'key.pem') };
    const { port } = await startServer(tls, onTestFinished);
    expect(check({ PORT: String(port), ...tls })).toBe(0);
  });
});

describe('compose.yaml', () => {
  const given = {
    CHAT_HOST: 'chat.example',
    SESSION_SECRET: 's'.repeat(44),
    TURN_SECRET: 't'.repeat(44),
  };
  /** As `docker compose` fills in variables: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`. */
  const fill = (text) =>
    text
      .replace(/\$\{(\w+):-\$\{(\w+)\}\}/g, (_, name, other) => given[name] ?? given[other])
      .replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, ...groups) => {
        const [name, kind, rest] = groups;
        if (given[name] !== undefined) return given[name];
        expect([name, kind]).toEqual([name, '-']);
        return rest;
      });
  const { services, volumes, networks } = parse(fill(read('compose.yaml')), { merge: true });
  const environment = services.server.environment;

  it('gives the server settings that it knows and takes', () => {
    const names = Object.keys(ConfigSchema.properties);
    expect(Object.keys(environment).filter((name) => !names.includes(name))).toEqual([]);
    const settings = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, String(value)]),
    );
    const config = readConfig({ HOST: '0.0.0.0', ...settings }, workspace);
    expect(config).toMatchObject({
      publicOrigin: 'https://chat.example',
      trustedProxies: [networks.front.ipam.config[0].subnet],
      metrics: { port: 9464 },
      store: { kind: 'redis', url: 'redis://redis:6379' },
    });
    expect(config.turn.urls).toHaveLength(2);
  });

  it('asks for every secret, and has none', () => {
    const text = read('compose.yaml');
    for (const name of Object.keys(given)) expect(text).toContain(`\${${name}:?`);
  });

  it.each(Object.entries(services))(
    '%s can write nowhere but where it must, and gains no rights',
    (_, service) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      });
    },
  );

  it('[S35] opens the proxy’s ports and no other, and the store to nobody outside', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    expect(services.proxy.networks).toEqual(['front']);
    expect(services.redis.networks).toEqual(['back']);
    expect(networks.back).toEqual({ internal: true });
  });

  it('mounts what is there, and gives Caddy the variables that its file reads', () => {
    const mounts = Object.values(services).flatMap(({ volumes: mounted = [] }) => mounted);
    for (const mount of mounts) {
      const [source] = mount.split(':');
      if (source.startsWith('.')) expect(existsSync(join(workspace, source)), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
    }
    const mentioned = [...read('deploy/caddy/Caddyfile').matchAll(/\{\$(\w+)(:\w+)?\}/g)];
    const needed = mentioned.map(([, name]) => name);
    for (const name of Object.keys(services.proxy.environment)) expect(needed).toContain(name);
    const [, server, port] = /dynamic a \{\$\w+:(\w+)\} \{\$\w+:(\d+)\}/.exec(
      read('deploy/caddy/Caddyfile'),
    );
    expect(services).toHaveProperty(server);
    expect(valuesOf('EXPOSE')).toEqual([port]);
  });
});

describe.skipIf(!hasProgram('turnserver'))('deploy/coturn/start.sh', () => {
  const script = join(workspace, 'deploy/coturn/start.sh');

  it('starts a relay that takes the chat’s credentials, and shows its secret to nobody', async () => {
    const folder = temporaryFolder(onTestFinished);
    const [port, file] = [await freePort(), join(folder, 'turnserver.conf')];
    const secret = 'a secret of this test';
    await startProgram(
      {
        command: '/bin/sh',
        args: [
          ...[script, '--listening-ip=127.0.0.1', `--listening-port=${port}`, '--no-tls'],
          ...['--relay-ip=127.0.0.1', '--min-port=49160', '--max-port=49400'],
          ...[`--pidfile=${folder}/pid`, `--userdb=${folder}/users`],
        ],
        env: {
          TURN_SECRET: secret,
          TURN_REALM: 'test',
          TURN_SETTINGS: join(workspace, 'turn/turnserver.conf'),
          TURN_FILE: file,
        },
        port,
      },
      onTestFinished,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(read('deploy/coturn/start.sh')).not.toMatch(/exec .*SECRET/);
    const urls = [`turn:127.0.0.1:${port}`, `turn:127.0.0.1:${port}?transport=tcp`];
    const readiness = (turnSecret) =>
      new TurnReadiness({ urls, secret: turnSecret, ttlSeconds: 600 });
    expect(await readiness(secret).problem()).toBeUndefined();
    expect(await readiness('another').problem()).toMatch(/turn:127\.0\.0\.1/);
  });

  it('does not start without a secret', () => {
    const { status, stderr } = spawnSync('/bin/sh', [script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('TURN_SECRET');
  });
});

describe.skipIf(!hasProgram('systemd-analyze'))('deploy/systemd/chat.service', () => {
  it('is a unit that systemd takes, and that may do little', () => {
    const folder = temporaryFolder(onTestFinished);
    const unit = join(folder, 'chat.service');
    const text = read('deploy/systemd/chat.service').replaceAll('/usr/bin/node', process.execPath);
    writeFileSync(unit, text);
    const analyze = (...args) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(analyze('verify', '--man=no', unit)).toMatchObject({ status: 0, stderr: '' });
    // 0 is shut, 10 is open; 2.0 counts as OK.
    const exposure = analyze('security', '--offline=true', '--threshold=20', unit);
    expect(exposure).toMatchObject({ status: 0 });
  });
});
