import { expect, test } from 'vitest';
import { fuzzReport } from '../src/fuzz-counts.ts';
import { runFuzz } from '../src/fuzz-run.ts';
import { TEST_SEED } from '../src/presets.ts';

test(
  '[S11] [S22] 200,000 frames by the grammar of the schemas, and their mutants: no crash, nothing unhandled',
  { timeout: 600_000 },
  async () => {
    const result = await runFuzz({ frames: 200_000, seed: TEST_SEED });
    process.stdout.write(`${fuzzReport(result)}\n`);
    const { crashes, findings, vitals } = result;
    expect(findings).toEqual([]);
    expect(crashes).toBe(0);
    expect(vitals).toMatchObject({ rejections: 0, exceptions: 0 });
    // All of it was sent, it got further than the first check, and what is broken was refused.
    expect(result.frames).toBeGreaterThanOrEqual(200_000);
    expect(result.posted).toBeGreaterThan(1_000);
    // Strangers waited before locked rooms, were let in and refused; what browsers say in calls reached others.
    const told = [...result.told.keys()];
    expect(told).toEqual(
      expect.arrayContaining(['knock-heard', 'knock admitted', 'knock refused', 'knock gone']),
    );
    expect(told).toEqual(
      expect.arrayContaining(['signal offer', 'signal answer', 'signal candidate']),
    );
    expect([...result.errors.keys()]).toEqual(
      expect.arrayContaining(['room-locked', 'knock-refused', 'bad-request']),
    );
    expect([...result.closes.keys()]).toEqual(
      expect.arrayContaining([4400, 1002, 1003, 1007, 1009]),
    );
  },
);
