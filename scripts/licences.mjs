import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that let us ship the package under MIT with nothing but a notice. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unicode-3.0',
]);

/** Every package of others that the lockfile installs without the development dependencies. */
export function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.link && !entry.dev)
    .map(([path, { version, license = 'none named', integrity, hasInstallScript = false }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
      integrity,
      hasInstallScript,
    }));
}

/** Those whose licence is not allowed; of a choice, one allowed licence is enough. */
export function unknownLicences(packages) {
  return packages.filter(({ licence }) => {
    const choices = licence.replace(/[()]/g, '').split(' OR ');
    return !choices.some((choice) => ALLOWED.has(choice));
  });
}
