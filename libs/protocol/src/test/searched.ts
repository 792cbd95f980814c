/** This library knows no Node; its tests run in it. */
declare const process: { env: Record<string, string | undefined> };
const RUNS = process.env['RUNS'];

/**
 * How far a property is looked at, for fast-check: at the same samples each time, so that one commit is judged one way.
 * `RUNS=100000 npx vitest run src/model --testTimeout=9000000` looks at as many others; a failure prints their seed.
 */
export function searched(numRuns: number): { numRuns: number; seed?: number } {
  return RUNS === undefined ? { numRuns, seed: 1 } : { numRuns: Number(RUNS) };
}
