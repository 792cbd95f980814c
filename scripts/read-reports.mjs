import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

export const sum = (counts) => counts.reduce(add, NOTHING);

/** The folders of the projects that have a script of this name. */
export function projectsWith(script, root) {
  return ['apps', 'libs']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((folder) => {
      const file = join(folder, 'package.json');
      return existsSync(file) && script in (JSON.parse(readFileSync(file, 'utf8')).scripts ?? {});
    });
}

/** Removes the report of an earlier run, so that only this run's is counted. */
export const forgetReport = (file) => rmSync(file, { force: true });

/** What a report counts. A report that is missing, cannot be read or tells of no test is one failure. */
export function countReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const counts = 'testResults' in report ? countVitest(report) : countPlaywright(report);
    if (counts.passed + counts.failed + counts.skipped > 0) return counts;
  } catch {
    // It says the same as a report without tests.
  }
  console.log(`No test was reported in ${file}`);
  return { ...NOTHING, failed: 1 };
}

/** A file that failed without a failed test (it could not be loaded, say) is one failure more. */
function countVitest({ testResults }) {
  return sum(
    testResults.map(({ status, assertionResults }) => {
      const counts = sum(assertionResults.map((test) => countOne(test.status)));
      const brokeOutsideTests = status === 'failed' && counts.failed === 0;
      return brokeOutsideTests ? { ...counts, failed: 1 } : counts;
    }),
  );
}

/** Errors outside of the tests count as failures, and so does a flaky test: nothing is tried twice. */
function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

function countOne(status) {
  if (status === 'passed') return { ...NOTHING, passed: 1 };
  return status === 'failed' ? { ...NOTHING, failed: 1 } : { ...NOTHING, skipped: 1 };
}

// eslint-disable-next-line no-control-regex -- An escape sequence begins with a control character.
const COLOUR = /\u001b\[[\d;]*m/g;

/** The first line of what went wrong, without the colours of a terminal. */
const firstLine = (message = '') => message.replace(COLOUR, '').split('\n', 1)[0];

/** The name of each failed test in a report, with the first line of its reason: a log may be cut, its end is read. */
export function failuresIn(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return 'testResults' in report ? vitestFailures(report) : playwrightFailures(report);
  } catch {
    return [`${file}: no report`];
  }
}

function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${name}: ${firstLine(message)}`];
    return failed.map(
      (test) => `${name} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`,
    );
  });
}

function playwrightFailures({ suites = [], errors }) {
  const specsOf = (suite) => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap((inner) => specsOf(inner)),
  ];
  const failed = suites.flatMap(specsOf).flatMap(({ file, line, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const error = results.find((result) => result.errors.length > 0)?.errors[0];
        return `${file}:${line} › ${title}: ${firstLine(error?.message)}`;
      }),
  );
  return [...failed, ...errors.map(({ message }) => firstLine(message))];
}
