import { HARMS } from './checker.ts';
import type { ChaosResult } from './chaos-run.ts';
import { percentile } from './recovery.ts';

const number = new Intl.NumberFormat('en');
const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;

/** The whole result in one line. */
export function reportLine(result: ChaosResult): string {
  const harms = HARMS.map((harm) => `${result[harm]} ${harm}`).join(', ');
  const { options, messages, faults, recovery, wallMs } = result;
  const injected = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const p99 = seconds(percentile(recovery.all, 0.99));
  return (
    `chaos, seed ${options.seed}: ${number.format(messages)} messages, ` +
    `${number.format(injected)} faults: ${harms}; recovery p99 ${p99}; ${seconds(wallMs)}`
  );
}

/** The whole result as a page of Markdown. */
export function reportPage(result: ChaosResult): string {
  const { options, recovery } = result;
  const rows: [string, string][] = [
    ['seed', String(options.seed)],
    ['messages', number.format(result.messages)],
    ['edits, deletions, reactions', number.format(result.changes)],
    ['rooms', `${number.format(result.waves * options.rooms)} of ${options.clients} people each`],
    ...HARMS.map((harm): [string, string] => [`**${harm}**`, `**${result[harm]}**`]),
    ['joins answered by a snapshot', number.format(result.snapshots)],
    ['joins answered by resuming', number.format(result.resumes)],
    ['entries offered again to a new epoch', number.format(result.reoffers)],
    ['wall time', seconds(result.wallMs)],
  ];
  const faults = [...result.faults].sort(([, one], [, other]) => other - one);
  const total = faults.reduce((sum, [, count]) => sum + count, 0);
  const lines = [
    table(['figure', ''], rows),
    table(
      ['fault', 'times', 'back p50', 'p95', 'p99', 'longest'],
      [
        ...faults.map(([kind, count]) => [
          kind,
          number.format(count),
          ...times(recovery.times.get(kind) ?? []),
        ]),
        ['all', number.format(total), ...times(recovery.all)],
      ],
    ),
  ];
  if (result.findings.length > 0) lines.push(result.findings.map((f) => `- ${f}`).join('\n'));
  return `${lines.join('\n\n')}\n`;
}

function times(values: readonly number[]): string[] {
  if (values.length === 0) return ['–', '–', '–', '–'];
  return [0.5, 0.95, 0.99, 1].map((p) => seconds(percentile(values, p)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(3, ...all.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
