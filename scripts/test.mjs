import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissingPackages, missingPackages } from './install-system-packages.mjs';
import { countReport, failuresIn, forgetReport, projectsWith, sum } from './read-reports.mjs';
import { runCommand } from './run-stage.mjs';

// `npm test`: every check of the workspace, one after the other, each with its time. A failing stage does not stop the
// later ones, so that one run tells everything; nothing is tried twice. The last line is `N passed, N failed`.

const root = fileURLToPath(new URL('..', import.meta.url));
const minutes = (count) => count * 60_000;
const deadline = Date.now() + minutes(28);
const mayMiss = process.env.ALLOW_MISSING === '1';

/** Nx shall neither ask, nor keep a process, nor draw. */
const QUIET = { NX_DAEMON: 'false', NX_TUI: 'false', NX_INTERACTIVE: 'false' };

const nx = (target) => ['npx', 'nx', 'run-many', '-t', target, '--outputStyle=static'];
const reportsOf = (script, file) =>
  projectsWith(script, root).map((folder) => join(folder, 'reports', file));

const STAGES = [
  { name: 'format', commands: [['npx', 'prettier', '--check', '.']], limit: minutes(2) },
  {
    name: 'lint',
    commands: [nx('lint'), ['npx', 'eslint', 'scripts', 'deploy', 'eslint.config.mjs']],
    limit: minutes(8),
  },
  { name: 'types', commands: [nx('typecheck')], limit: minutes(4) },
  {
    name: 'workspace',
    commands: [['npm', 'run', '--silent', 'test:workspace']],
    reports: [join(root, 'scripts/reports/vitest.json')],
    limit: minutes(5),
  },
  {
    name: 'unit',
    commands: [nx('test')],
    reports: reportsOf('test', 'vitest.json'),
    limit: minutes(18),
  },
  { name: 'build', commands: [nx('build')], limit: minutes(4) },
  {
    name: 'browser',
    commands: [nx('e2e')],
    reports: reportsOf('e2e', 'playwright.json'),
    limit: minutes(20),
    needs: ['chromium'],
  },
];

const missing = mayMiss ? missingPackages() : installMissingPackages();
const results = [systemPackages()];
for (const stage of STAGES) results.push(await run(stage));
summarise();

function systemPackages() {
  if (missing.length === 0) return { name: 'packages', passed: 1, failed: 0, skipped: 0 };
  console.log(`Left out, as they are missing: the tests that need ${missing.join(', ')}.`);
  if (!mayMiss) console.log('ALLOW_MISSING=1 accepts that.');
  return { name: 'packages', passed: 0, failed: mayMiss ? 0 : 1, skipped: 1 };
}

async function run(stage) {
  const { name, commands, reports = [], limit, needs = [] } = stage;
  if (needs.some((need) => missing.includes(need))) {
    return { name, passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`\n──── ${name}`);
  reports.forEach(forgetReport);
  const start = Date.now();
  let succeeded = true;
  for (const command of commands) {
    const timeoutMs = Math.min(limit - (Date.now() - start), deadline - Date.now());
    if (!(await runCommand(command, { cwd: root, env: QUIET, timeoutMs }))) succeeded = false;
  }
  const counts = count(reports, succeeded);
  const failures = counts.failed > 0 ? reports.flatMap(failuresIn) : [];
  if (counts.failed > 0 && failures.length === 0) failures.push(`see above: ${name}`);
  return { name, seconds: (Date.now() - start) / 1000, ...counts, failures };
}

/** The tests in the reports; a command that failed although no test did is a failure of its own. */
function count(reports, succeeded) {
  if (reports.length === 0) {
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  }
  const counts = sum(reports.map(countReport));
  if (succeeded || counts.failed > 0) return counts;
  return { ...counts, failed: 1 };
}

function summarise() {
  console.log('\n──── summary');
  for (const { name, passed, failed, skipped, seconds = 0, failures = [] } of results) {
    const numbers = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
    console.log(`${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${numbers}`);
    for (const failure of failures) console.log(`           ${failure}`);
  }
  const total = sum(results);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed`);
}
