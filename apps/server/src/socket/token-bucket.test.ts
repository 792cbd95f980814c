import { describe, expect, it } from 'vitest';
import { Budgets } from './budgets.ts';
import { TokenBucket } from './token-bucket.ts';

function clock() {
  const time = { ms: 5_000, pass: (ms: number) => void (time.ms += ms) };
  return time;
}

describe('[S18] a token bucket', () => {
  it.each([
    // Tokens taken at once, milliseconds that pass, tokens taken then, milliseconds to wait.
    [1, 0, 1, 0],
    [20, 0, 0, 0],
    [20, 0, 1, 100],
    [20, 99, 1, 1],
    [20, 100, 1, 0],
    [20, 1_000, 10, 0],
    [20, 1_000, 11, 100],
    [20, 60_000, 20, 0],
    [20, 60_000, 21, 100],
    [25, 0, 0, 500],
    [25, 500, 0, 0],
  ])('taking %i, then after %i ms %i, waits %i ms', (first, ms, second, wait) => {
    const time = clock();
    const bucket = new TokenBucket({ burst: 20, perSecond: 10 }, () => time.ms);
    bucket.take(first);
    time.pass(ms);
    expect(bucket.take(second)).toBe(wait);
  });
});

describe('[S18] the budgets of people', () => {
  it('let 40 posts through at once and then ten in a second, for each person alone', () => {
    const time = clock();
    const budgets = new Budgets(30, () => time.ms);
    for (let n = 0; n < 40; n += 1)
      expect(budgets.take('eve', { type: 'post', length: 100 })).toBe(0);
    expect(budgets.take('eve', { type: 'post', length: 100 })).toBe(100);
    expect(budgets.take('eve', { type: 'post', length: 100 })).toBe(200);
    expect(budgets.take('ada', { type: 'post', length: 100 })).toBe(0);
    time.pass(200);
    expect(budgets.take('eve', { type: 'signal', length: 100 })).toBe(33);
  });

  it('count a signal by its length: who gets it may have a slow line', () => {
    const budgets = new Budgets(30, () => 0);
    const offer = { type: 'signal', length: 31 * 1_024 } as const;
    for (let n = 0; n < 3; n += 1) expect(budgets.take('eve', offer)).toBe(0);
    expect(budgets.take('eve', offer)).toBe(267);
  });

  it('are kept for as long as they are not full again, and no longer', () => {
    const time = clock();
    const budgets = new Budgets(30, () => time.ms);
    for (let n = 0; n < 1_000; n += 1)
      budgets.take(`person ${n}`, { type: 'heartbeat', length: 100 });
    expect(budgets.size).toBe(1_000);
    for (let n = 0; n < 200; n += 1) budgets.take('eve', { type: 'post', length: 100 });
    time.pass(5_000);
    for (let n = 0; n < 600; n += 1) budgets.take('ada', { type: 'heartbeat', length: 100 });
    expect(budgets.size).toBe(2);
    expect(budgets.take('eve', { type: 'heartbeat', length: 100 })).toBeGreaterThan(0);
  });
});
