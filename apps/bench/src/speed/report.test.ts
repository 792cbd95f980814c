import { expect, it } from 'vitest';
import { remarks, report } from './report.ts';
import { Results } from './results.ts';
import { median, medians } from './sample.ts';

it('takes the median of each figure, and the sum of all faults', () => {
  const samples = [
    { cpu: 9, faults: 0 },
    { cpu: 1, faults: 2 },
    { cpu: 2, faults: 1 },
  ];
  expect(medians(samples)).toEqual({ cpu: 2, faults: 3 });
});

it('takes the mean of the two in the middle', () => {
  expect([median([4, 1, 3, 2]), median([7]), median([])]).toEqual([2.5, 7, NaN]);
});

it('compares every server with ours', () => {
  const results = new Results();
  results.add('a room', 'Socket.IO', { cpu: 8, rate: 1_000, faults: 0 });
  results.add('a room', 'ours', { cpu: 2, rate: 4_000, faults: 0 });
  expect(report(results).split('\n')).toEqual([
    '### A room',
    '',
    '|  | CPU s per million | × ours | deliveries/s | remarks |',
    '| --- | --- | --- | --- | --- |',
    '| Socket.IO | 8.00 | 4.00 | 1,000 |  |',
    '| ours | 2.00 | 1.00 | 4,000 |  |',
  ]);
});

it('says what spoils a row', () => {
  expect(remarks({ loadCore: 0.96, waited: 0.25, faults: 3 })).toBe(
    'the load was the limit; disturbed (25 %); 3 faults',
  );
  expect(remarks({ loadCore: 0.5, waited: 0.01, faults: 0 })).toBe('');
});
