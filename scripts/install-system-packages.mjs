import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What the tests use that npm does not bring: the Debian package, the programs any of which will do, and the package that
 * does it better, of the same name as its program.
 */
const PACKAGES = [
  { name: 'caddy', programs: ['caddy'] },
  {
    name: 'chromium',
    programs: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    // The browser without windows and menus: a new page costs a third.
    better: 'chromium-headless-shell',
  },
  { name: 'coturn', programs: ['turnserver'] },
  { name: 'firefox-esr', programs: ['firefox-esr', 'firefox'] },
  { name: 'nginx', programs: ['nginx'] },
  { name: 'redis-server', programs: ['redis-server'] },
  { name: 'systemd', programs: ['systemd-analyze'] },
];

/** The names of the packages none of whose programs is on this machine. */
export function missingPackages(env = process.env) {
  return PACKAGES.filter(({ name, programs }) => {
    if (name === 'chromium' && env.CHROMIUM_PATH) return false;
    return !programs.some((program) => isOnPath(program, env));
  }).map(({ name }) => name);
}

/** Installs packages with apt-get where that needs no question, and says what is still missing afterwards. */
export function installMissingPackages() {
  // Once the better one is there, the other may not be missing any more.
  install(betterPackages());
  install(missingPackages());
  return missingPackages();
}

/** The same for packages by their names, which a benchmark compares us with. */
export function installPackages(names) {
  const areMissing = () => names.filter((name) => !isUnpacked(name));
  install(areMissing());
  return areMissing();
}

function install(missing) {
  if (missing.length === 0) return;
  const asRoot = rootPrefix();
  if (!asRoot || !isOnPath('apt-get')) {
    console.log(`Cannot install here: ${missing.join(', ')} (needs apt-get and root, or sudo).`);
    return;
  }
  console.log(`Installing from Debian: ${missing.join(', ')}`);
  aptGet(asRoot, ['update', '-qq']);
  // One by one: a distribution that knows no `chromium` still gets the others.
  for (const name of missing) {
    aptGet(asRoot, ['install', '-y', '-qq', '--no-install-recommends', name]);
  }
}

function isUnpacked(name) {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name]);
  return status === 0 && stdout.toString() === 'installed';
}

function betterPackages(env = process.env) {
  const names = PACKAGES.flatMap(({ better }) => (better && !env.CHROMIUM_PATH ? [better] : []));
  return names.filter((name) => !isOnPath(name, env));
}

function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo && sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

function aptGet(asRoot, args) {
  const [command, ...rest] = [
    ...asRoot,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'RUNLEVEL=1',
    'apt-get',
  ];
  const { status } = spawnSync(command, [...rest, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 5 * 60_000,
  });
  if (status !== 0) console.log(`Failed: apt-get ${args.join(' ')}`);
}

function isOnPath(program, env = process.env) {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2);
  const missing = named.length > 0 ? installPackages(named) : installMissingPackages();
  if (missing.length > 0) console.log(`Still missing: ${missing.join(', ')}`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
