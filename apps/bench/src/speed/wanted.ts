import { table } from '../table.ts';
import { BY_MEMBERS, BY_ROOMS } from './curves.ts';
import { allRead, DEAF, DEAF_MEMBERS, fiveDeaf } from './deaf-members.ts';
import { IDLE } from './idle.ts';
import { FIRST, GATHERING, LAST, NEWEST, QUIET, storm, TRICKLE } from './joins.ts';
import { EIGHT, ONE, OVERLOAD, ROW } from './one-room.ts';
import { digits } from './report.ts';
import type { Results } from './results.ts';
import { SATURATED } from './small-rooms.ts';

/** What still counts as flat and as unchanged. */
const FLAT = 1.2;

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

/** One row of a workload against another. */
const growth =
  (workload: string, [from, to]: readonly [string, string], name: string) =>
  (results: Results) =>
    results.figure(workload, to, name) / results.figure(workload, from, name);

const WANTED: readonly Wanted[] = [
  { what: '1 under way: CPU against Socket.IO', most: 2 / 3, find: ratio(ONE, 'Socket.IO') },
  { what: '1 under way: CPU against the C send loop', most: 1.3, find: ratio(ONE, 'C send loop') },
  ...([EIGHT, ROW] as const).flatMap((workload) => {
    const name = workload === ROW ? '8 in a row' : '8 members, 1 each';
    return [
      ['Socket.IO', 1 / 8] as const,
      ['nchan', 1 / 4] as const,
      ['C send loop', 1 / 4] as const,
    ].map(([peer, most]) => ({
      what: `${name}: CPU against ${peer === 'C send loop' ? 'the C send loop' : peer}`,
      most,
      find: ratio(workload, peer),
    }));
  }),
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
  {
    what: 'Join storm, history of 1,000, of which 200 are sent: CPU against Socket.IO, all sent',
    most: 1 / 3,
    find: ratio(storm(1_000), 'Socket.IO', 'joinCpu'),
  },
  {
    what: 'Join storm, history of 1,000: CPU against Socket.IO, both send 200',
    most: 1 / 3,
    find: ratio(storm(1_000), NEWEST, 'joinCpu'),
  },
  {
    what: 'Join storm: CPU with 1,000 messages, of which 200 are sent, against 20, nobody new',
    most: 1.1,
    find: (results) =>
      results.figure(storm(1_000), QUIET, 'joinCpu') / results.figure(storm(20), QUIET, 'joinCpu'),
  },
  {
    what: '200 join one by one: CPU of the last 50 against the first',
    most: FLAT,
    find: growth(TRICKLE, [FIRST, LAST], 'joinCpu'),
  },
  {
    what: '200 join, 50 at once: CPU of the last 50 against the first',
    most: FLAT,
    find: growth(GATHERING, [FIRST, LAST], 'joinCpu'),
  },
  { what: 'Idle: memory against Socket.IO', most: 0.6, find: ratio(IDLE, 'Socket.IO', 'bytes') },
  {
    what: 'Idle: CPU per connect against Socket.IO',
    most: 0.5,
    find: ratio(IDLE, 'Socket.IO', 'connectCpu'),
  },
  {
    what: 'CPU per delivery with 5,000 members against 100',
    most: FLAT,
    find: growth(BY_MEMBERS, ['100 members', '5,000 members'], 'cpu'),
  },
  {
    what: 'CPU per delivery with 10,000 rooms against 10',
    most: FLAT,
    find: growth(BY_ROOMS, ['10 rooms', '10,000 rooms'], 'cpu'),
  },
  {
    what: "Five of twenty never read: the others' p99 against all reading",
    most: FLAT,
    find: growth(DEAF, [allRead('ours'), fiveDeaf('ours')], 'p99'),
  },
  {
    what: 'Five of twenty never read: MiB more memory for each',
    most: 1,
    find: (results) =>
      (results.figure(DEAF, fiveDeaf('ours'), 'mebibytes') -
        results.figure(DEAF, allRead('ours'), 'mebibytes')) /
      DEAF_MEMBERS,
  },
];

/** What we want against what was measured, as Markdown. */
export function verdicts(results: Results): string {
  const rows = WANTED.map(({ what, most, find }) => {
    const value = find(results);
    if (Number.isNaN(value)) return [what, digits(most), 'not measured', ''];
    return [what, digits(most), digits(value), value <= most ? 'reached' : '**not reached**'];
  });
  return table(['what', 'at most', 'measured', ''], rows);
}
