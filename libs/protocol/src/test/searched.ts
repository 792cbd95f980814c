/** This library knows no Node; its tests run in it. */
declare const process: { env: Record<string, string | undefined> };
const RUNS = Number(process.env['RUNS']);

/**
 * How far a property is looked at, for fast-check: at the same samples each time, so that one commit is judged one way.
 * `RUNS` looks at as many others, see CONTRIBUTING; a failure prints their seed.
 */
export function searched(numRuns: number): { numRuns: number; seed?: number } {
  return RUNS > 0 ? { numRuns: RUNS } : { numRuns, seed: 1 };
}
