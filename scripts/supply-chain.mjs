import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { productionPackages, unknownLicences } from './licences.mjs';

// `npm run supply-chain`: what we ship of others. Known weaknesses (npm audit), licences, and a bill of materials
// (CycloneDX, by npm itself) in reports/sbom.json. Fails on a weakness of `high` or a licence that is not allowed.

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = (...args) =>
  spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

let failed = false;
const say = (line) => console.log(line);

const audit = npm('audit', '--omit=dev', '--audit-level=high', '--json');
const report = parse(audit.stdout);
if (report?.metadata) {
  const { critical, high, moderate, low } = report.metadata.vulnerabilities;
  say(`audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
  failed ||= critical + high > 0;
} else {
  say('audit: NOT DONE, the registry did not answer the question for known weaknesses');
  // Where it is a gate, a question without an answer is not a pass.
  failed ||= Boolean(process.env['CI']);
}

const packages = productionPackages(root);
const unknown = unknownLicences(packages);
say(`licences: ${packages.length} packages, ${unknown.length} with a licence that is not allowed`);
for (const { name, version, licence } of unknown) say(`  ${name}@${version}: ${licence}`);
failed ||= unknown.length > 0;

mkdirSync(join(root, 'reports'), { recursive: true });
const list = packages.map(({ name, version, licence }) => `${name}@${version}: ${licence}`);
writeFileSync(join(root, 'reports/licences.txt'), `${list.sort().join('\n')}\n`);
say('licences: the list is in reports/licences.txt');

const sbom = npm('sbom', '--omit=dev', '--sbom-format=cyclonedx');
const bill = parse(sbom.stdout);
if (bill?.components) {
  writeFileSync(join(root, 'reports/sbom.json'), sbom.stdout);
  say(`sbom: ${bill.components.length} components in reports/sbom.json`);
} else {
  say(`sbom: NOT MADE, npm said: ${sbom.stderr.trim().split('\n').at(-1)}`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
