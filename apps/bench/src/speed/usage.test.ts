import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { difference, parseRss, parseSchedstat, rssOf, usageOf } from './usage.ts';

it('reads what a thread ran and waited', () => {
  expect(parseSchedstat('1500000000 250000000 42\n')).toEqual({ cpu: 1.5, waited: 0.25 });
});

it('reads the memory of a process', () => {
  expect(parseRss('Name:\tnode\nVmRSS:\t    2048 kB\nThreads:\t7\n')).toBe(2 * 1024 * 1024);
  expect(parseRss('Name:\tkthreadd\n')).toBeNaN();
});

it('counts this very process', () => {
  const before = usageOf(process.pid);
  readdirSync('/proc/self/task');
  expect(difference(usageOf(process.pid), before).cpu).toBeGreaterThan(0);
  expect(rssOf(process.pid)).toBeGreaterThan(1024 * 1024);
});
