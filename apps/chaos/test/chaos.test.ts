import { expect, test } from 'vitest';
import { runChaos } from '../src/chaos-run.ts';
import { noHarm } from '../src/checker.ts';
import { SHORT, TEST_SEED } from '../src/presets.ts';
import { reportLine, reportPage } from '../src/report.ts';

test(
  '20,000 messages, 2,000 faults: nothing lost, nothing twice, nothing out of order',
  {
    timeout: 600_000,
  },
  async () => {
    const result = await runChaos({ ...SHORT, seed: TEST_SEED });
    process.stdout.write(`${reportPage(result)}\n${reportLine(result)}\n`);
    const { lost, duplicate, reordered, diverged, phantom, findings } = result;
    expect(findings).toEqual([]);
    expect({ lost, duplicate, reordered, diverged, phantom }).toEqual(noHarm());
    expect(result.messages).toBeGreaterThanOrEqual(20_000);
    const faults = [...result.faults.values()].reduce((sum, count) => sum + count, 0);
    expect(faults).toBeGreaterThanOrEqual(2_000);
  },
);
