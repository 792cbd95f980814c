import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { runSchedule, WEIGHTS, type Action, type RunOptions, type Step } from './run-schedule.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const LOOKED_AT = searched(2_000);

const actions = Object.entries(WEIGHTS).map(([action, weight]) => ({
  arbitrary: fc.constant(action as Action),
  weight,
}));
const schedule: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ action: fc.oneof(...actions), tab: fc.nat(3), pick: fc.nat(10_000) }),
  { maxLength: 250, size: 'max' },
);

const options = (reduce?: RunOptions['reduce']): RunOptions => ({
  pass: (ms) => void vi.advanceTimersByTime(ms),
  ...(reduce ? { reduce } : {}),
});

test(
  '[P20]-[P27] whatever breaks: nothing lost, nothing twice, nothing out of order',
  async () => {
    const property = fc.asyncProperty(schedule, async (steps) => {
      expect(await runSchedule(steps, options())).toEqual([]);
    });
    await fc.assert(property, LOOKED_AT);
  },
  LOOKED_AT.numRuns * 60,
);

const DIRECTED = ['no position check', 'all at once though numbers shifted'];

// Those that chance does not find in time have a schedule of their own: see directed.test.ts.
test.each(Object.entries(MUTANTS).filter(([name]) => !DIRECTED.includes(name)))(
  '[mutant %s] is caught',
  async (_, reduce) => {
    const property = fc.asyncProperty(schedule, async (steps) => {
      expect(await runSchedule(steps, options(reduce))).toEqual([]);
    });
    const { failed } = await fc.check(property, { numRuns: 2_000, seed: 1, endOnFailure: true });
    expect(failed).toBe(true);
  },
  60_000,
);
