/** How much the values rise by for each step, by the line that has the least squares. */
export function slopeOf(points: readonly (readonly [at: number, value: number])[]): number {
  const mean = (pick: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [meanAt, meanValue] = [mean(([at]) => at), mean(([, value]) => value)];
  const covariance = points.reduce(
    (sum, [at, value]) => sum + (at - meanAt) * (value - meanValue),
    0,
  );
  const variance = points.reduce((sum, [at]) => sum + (at - meanAt) ** 2, 0);
  return covariance / variance;
}
