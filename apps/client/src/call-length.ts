import { numeral } from './language.svelte.ts';

/** A length as a telephone shows it: 0:07, 12:34, 1:02:03. */
export function formatLength(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3_600);
  if (hours > 0) parts.unshift(hours);
  return parts.map((part, n) => numeral(part, { minimumIntegerDigits: n ? 2 : 1 })).join(':');
}
