import { table } from '../table.ts';
import type { Results } from './results.ts';
import type { Sample } from './sample.ts';

/** The load was the limit, or close to it. */
const BUSY = 0.95;
/** Share of the time in which another process had the core of server or load. */
const DISTURBED = 0.1;
const OURS = 'ours';

interface Column {
  name: string;
  head: string;
  /** Also as a multiple of ours. */
  isCompared?: boolean;
  write: (value: number) => string;
}

const COLUMNS: readonly Column[] = [
  { name: 'joinCpu', head: 'CPU ms per join', isCompared: true, write: digits },
  { name: 'joinSeconds', head: 'until all are in', write: (value) => `${digits(value)} s` },
  { name: 'connections', head: 'connections', write: whole },
  { name: 'connectCpu', head: 'CPU µs per connect', isCompared: true, write: whole },
  { name: 'bytes', head: 'bytes per connection', isCompared: true, write: whole },
  { name: 'mebibytes', head: 'memory', write: (value) => `${whole(value)} MiB` },
  { name: 'cpu', head: 'CPU s per million', isCompared: true, write: digits },
  { name: 'rate', head: 'deliveries/s', write: whole },
  { name: 'perRead', head: 'messages per read', write: digits },
  { name: 'p50', head: 'p50', write: milliseconds },
  { name: 'p99', head: 'p99', write: milliseconds },
  { name: 'p999', head: 'p99.9', write: milliseconds },
  { name: 'core', head: "server's core", write: percent },
  { name: 'loadCore', head: "load's core", write: percent },
];

/** All that was measured, as Markdown. */
export function report(results: Results): string {
  return results.workloads.map((workload) => section(results, workload)).join('\n\n');
}

function baseOf(servers: readonly string[]): string {
  return servers.find((server) => server === OURS) ?? servers[0] ?? '';
}

function section(results: Results, workload: string): string {
  const servers = results.servers(workload);
  const base = baseOf(servers);
  const baseSample = results.of(workload, base) ?? {};
  const comparison = base === OURS ? '× ours' : '× first';
  const columns = COLUMNS.filter(({ name }) => name in baseSample);
  const heads = columns.flatMap(({ head, isCompared }) =>
    isCompared ? [head, comparison] : [head],
  );
  const rows = servers.map((server) => {
    const sample = results.of(workload, server) ?? {};
    const cells = columns.flatMap(({ name, isCompared, write }) => {
      const value = sample[name] ?? NaN;
      const ratio = digits(value / (baseSample[name] ?? NaN));
      return isCompared ? [write(value), ratio] : [write(value)];
    });
    return [server, ...cells, remarks(sample)];
  });
  const title = workload.charAt(0).toUpperCase() + workload.slice(1);
  return `### ${title}\n\n${table(['', ...heads, 'remarks'], rows)}`;
}

/** What a reader has to know of a row before believing it. */
export function remarks({ loadCore = 0, waited = 0, catchUps = 0, faults = 0 }: Sample): string {
  return [
    ...(loadCore >= BUSY ? ['the load was the limit'] : []),
    ...(waited >= DISTURBED ? [`disturbed (${percent(Math.min(1, waited))})`] : []),
    ...(catchUps > 0 ? [`${whole(catchUps)} caught up from history`] : []),
    ...(faults > 0 ? [`${faults} faults`] : []),
  ].join('; ');
}

export function digits(value: number): string {
  if (Number.isNaN(value)) return '-';
  return value >= 100 ? whole(value) : value.toPrecision(3);
}

function whole(value: number): string {
  return Number.isNaN(value) ? '-' : Math.round(value).toLocaleString('en');
}

function milliseconds(value: number): string {
  return `${digits(value)} ms`;
}

function percent(value: number): string {
  return Number.isNaN(value) ? '-' : `${Math.round(value * 100)} %`;
}
