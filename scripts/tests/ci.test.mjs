import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectsWith } from '../read-reports.mjs';
import { workspace } from './workspace-files.mjs';

// .github/workflows/ci.yml runs on machines that are not here. What it names must be there.

const read = (path) => readFileSync(join(workspace, path), 'utf8');
const { jobs, on, permissions } = parse(read('.github/workflows/ci.yml'));
const { scripts } = JSON.parse(read('package.json'));
const stepsOf = ({ steps }) => steps;
const commands = Object.values(jobs)
  .flatMap(stepsOf)
  .flatMap(({ run }) => (run ?? '').split('\n'))
  .filter(Boolean);

describe('continuous integration', () => {
  it('tests everything on main, on both versions of Node that we support', () => {
    expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null });
    expect(jobs.everything.if).toBe("github.event_name == 'push'");
    expect(jobs.everything.strategy.matrix.node).toEqual([20, Number(read('.nvmrc'))]);
    expect(stepsOf(jobs.everything).map(({ run }) => run)).toContain('npm test');
  });

  it('tests of a pull request what it may have touched since it left main, the browsers too', () => {
    expect(jobs.affected.if).toBe("github.event_name == 'pull_request'");
    expect(stepsOf(jobs.affected)[0].with).toEqual({ 'fetch-depth': 0 });
    const [affected] = commands.filter((command) => command.startsWith('npx nx affected'));
    expect(affected).toContain('--base="$(git merge-base "origin/$GITHUB_BASE_REF" HEAD)"');
    const [, targets] = /-t ((?:\w+ )+)--/.exec(affected);
    expect(targets.trim().split(' ')).toEqual(['lint', 'typecheck', 'test', 'build', 'e2e']);
    for (const target of targets.trim().split(' ')) {
      expect(projectsWith(target, workspace), target).not.toEqual([]);
    }
  });

  it('keeps what Nx kept, where Nx keeps it', () => {
    const { cacheDirectory } = JSON.parse(read('nx.json'));
    for (const job of [jobs.everything, jobs.affected]) {
      const cache = stepsOf(job).find(({ uses }) => uses?.startsWith('actions/cache@'));
      expect(cache.with.path).toBe(cacheDirectory);
      expect(cache.with.key.startsWith(cache.with['restore-keys'])).toBe(true);
    }
  });

  it('runs only what is there', () => {
    for (const command of commands) {
      const [, script] = /^npm run ([\w:-]+)/.exec(command) ?? [];
      if (script) expect(scripts).toHaveProperty([script]);
      const [, file] = /^node (\S+)/.exec(command) ?? [];
      if (file) expect(existsSync(join(workspace, file)), file).toBe(true);
      const [, program] = /^npx (\w+)/.exec(command) ?? [];
      if (program) expect(existsSync(join(workspace, 'node_modules/.bin', program))).toBe(true);
    }
  });

  it('may only read, ends by itself, and takes actions of GitHub’s own by their version', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(45);
      for (const { uses } of stepsOf(job)) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
    }
  });
});
