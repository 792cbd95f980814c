// npm run fuzz [-- --frames N --seed S]
import { parseArgs } from 'node:util';
import { fuzzReport, isUnharmed } from './fuzz-counts.ts';
import { runFuzz } from './fuzz-run.ts';
import { randomSeed } from './presets.ts';

const { values } = parseArgs({
  options: { frames: { type: 'string' }, seed: { type: 'string' } },
});
const frames = wholeNumber('frames', values.frames) ?? 200_000;
const seed = wholeNumber('seed', values.seed) ?? randomSeed();

const say = (text: string) => process.stdout.write(`${text}\n`);
say(`seed ${seed}`);
const result = await runFuzz({
  frames,
  seed,
  onProgress: (soFar) =>
    say(
      `${soFar.seconds.toFixed(0)} s: ${soFar.frames} frames, ${soFar.findings.length} findings, ` +
        `${soFar.vitals?.rssMiB.toFixed(0)} MiB`,
    ),
});
say(`\n${fuzzReport(result)}`);
for (const finding of result.findings) say(`- ${finding}`);
process.exitCode = isUnharmed(result) ? 0 : 1;

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number.`);
  return value;
}
