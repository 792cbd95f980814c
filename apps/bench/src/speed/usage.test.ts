import { expect, it } from 'vitest';
import { difference, parseRss, parseSchedstat, rssOf, usageOf } from './usage.ts';

it('reads what a thread ran and waited', () => {
  expect(parseSchedstat('1500000000 250000000 42\n')).toEqual({ cpu: 1.5, waited: 0.25 });
});

it('reads the memory of a process', () => {
  expect(parseRss('Name:\tnode\nVmRSS:\t    2048 kB\nThreads:\t7\n')).toBe(2 * 1024 * 1024);
  expect(parseRss('Name:\tkthreadd\n')).toBeNaN();
});

it('takes one from the other', () => {
  const [after, before] = [
    { cpu: 5, waited: 3 },
    { cpu: 4, waited: 1 },
  ];
  expect(difference(after, before)).toEqual({ cpu: 1, waited: 2 });
});

it('counts this very process', () => {
  expect(usageOf(process.pid).cpu).toBeGreaterThan(0);
  expect(rssOf(process.pid)).toBeGreaterThan(1024 * 1024);
});
