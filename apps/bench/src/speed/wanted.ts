import { table } from '../table.ts';
import { EIGHT, ONE, OVERLOAD } from './one-room.ts';
import { digits } from './report.ts';
import type { Results } from './results.ts';
import { SATURATED } from './small-rooms.ts';

/** A figure that we want: at most `most`. */
interface Wanted {
  what: string;
  most: number;
  find: (results: Results) => number;
}

const ratio =
  (workload: string, peer: string, name = 'cpu') =>
  (results: Results) =>
    results.figure(workload, 'ours', name) / results.figure(workload, peer, name);

const WANTED: readonly Wanted[] = [
  { what: '1 under way: CPU against Socket.IO', most: 2 / 3, find: ratio(ONE, 'Socket.IO') },
  { what: '1 under way: CPU against the C send loop', most: 1.3, find: ratio(ONE, 'C send loop') },
  { what: '8 under way: CPU against Socket.IO', most: 1 / 8, find: ratio(EIGHT, 'Socket.IO') },
  { what: '8 under way: CPU against nchan', most: 1 / 4, find: ratio(EIGHT, 'nchan') },
  {
    what: '8 under way: CPU against the C send loop',
    most: 1 / 4,
    find: ratio(EIGHT, 'C send loop'),
  },
  {
    what: 'Overload: deliveries that failed',
    most: 0,
    find: (results) => results.figure(OVERLOAD, 'ours', 'faults'),
  },
  {
    what: 'Overload: p99 in ms',
    most: 15,
    find: (results) => results.figure(OVERLOAD, 'ours', 'p99'),
  },
  {
    what: 'Overload: share of a core',
    most: 0.3,
    find: (results) => results.figure(OVERLOAD, 'ours', 'core'),
  },
  { what: 'Rooms of 4: CPU against Socket.IO', most: 2 / 3, find: ratio(SATURATED, 'Socket.IO') },
];

/** What we want against what was measured, as Markdown; without what was not measured. */
export function verdicts(results: Results): string {
  const rows = WANTED.flatMap(({ what, most, find }) => {
    const value = find(results);
    if (Number.isNaN(value)) return [];
    return [[what, digits(most), digits(value), value <= most ? 'reached' : '**not reached**']];
  });
  return table(['what', 'at most', 'measured', ''], rows);
}
