import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(
  new URL('../../../../scripts/install-system-packages.mjs', import.meta.url),
);

/** Installs what nchan is made of, by the workspace's own script; the bench goes on without it where that fails. */
export async function installNchan(say: (text: string) => void): Promise<void> {
  const { status } = spawnSync(process.execPath, [SCRIPT, 'nginx', 'libnginx-mod-nchan'], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) say('nchan could not be installed.');
}
