/** The value below which this share of the values is, by the nearest rank. `NaN` of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** What half of these are under, what 95 of a hundred are, and the longest of them. */
export function spread(values: readonly number[]): number[] {
  return [quantile(values, 0.5), quantile(values, 0.95), Math.max(...values)];
}
