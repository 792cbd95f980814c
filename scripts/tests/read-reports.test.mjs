import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countReport, failuresIn } from '../read-reports.mjs';

describe('what a report counts', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reports-'));
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  const count = (report) => {
    const file = join(folder, 'report.json');
    writeFileSync(file, JSON.stringify(report));
    return countReport(file);
  };
  const vitestFile = (status, ...tests) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  });
  const playwright = (stats, errors = []) => ({
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
    errors,
  });

  it.each([
    [
      'tests of several files',
      { testResults: [vitestFile('passed', 'passed', 'skipped'), vitestFile('failed', 'failed')] },
      { passed: 1, failed: 1, skipped: 1 },
    ],
    [
      'a file that could not be loaded as a failure',
      { testResults: [vitestFile('failed'), vitestFile('passed', 'passed')] },
      { passed: 1, failed: 1, skipped: 0 },
    ],
    ['no test at all as a failure', { testResults: [] }, { passed: 0, failed: 1, skipped: 0 }],
    [
      'a test that passed at the second try as a failure',
      playwright({ expected: 2, flaky: 1 }),
      { passed: 2, failed: 1, skipped: 0 },
    ],
    [
      'an error outside of the tests as a failure',
      playwright({ expected: 2 }, [{ message: 'x' }]),
      { passed: 2, failed: 1, skipped: 0 },
    ],
  ])('%s', (_name, report, expected) => {
    expect(count(report)).toEqual(expected);
  });

  it('names what failed, and why', () => {
    const failed = { status: 'failed', fullName: 'a sum', failureMessages: ['Error: 3\n at x'] };
    const file = { name: 'sum.test.ts', status: 'failed', assertionResults: [failed] };
    const results = [{ errors: [{ message: '\u001b[31mTimed out\u001b[39m\nmore' }] }];
    const spec = { file: 'a.spec.ts', line: 4, title: 'opens' };
    const specs = [
      { ...spec, tests: [{ status: 'unexpected', results }] },
      { ...spec, tests: [{ status: 'expected', results: [] }] },
    ];
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify({ testResults: [file] }));
    expect(failuresIn(path)).toEqual(['sum.test.ts › a sum: Error: 3']);
    writeFileSync(path, JSON.stringify({ suites: [{ suites: [{ specs }] }], errors: [] }));
    expect(failuresIn(path)).toEqual(['a.spec.ts:4 › opens: Timed out']);
  });

  it('a report that was not written as a failure', () => {
    expect(countReport(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
