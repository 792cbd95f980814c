import { numeral } from './language.svelte.ts';

/** A length as a telephone shows it: 0:07, 12:34, 1:02:03. */
export function formatLength(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3_600);
  if (hours > 0) parts.unshift(hours);
  return parts.map((part, n) => numeral(part, { minimumIntegerDigits: n ? 2 : 1 })).join(':');
}

/** The same as one says it, with its units: 34 seconds, 1 minute 4 seconds. */
export function spokenLength(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const parts = [
    ['hour', Math.floor(seconds / 3_600)],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ] as const;
  return parts
    .filter(([unit, count]) => count > 0 || (unit === 'second' && seconds === 0))
    .map(([unit, count]) => numeral(count, { style: 'unit', unit, unitDisplay: 'long' }))
    .join(' ');
}
