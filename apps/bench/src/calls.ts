// npm run bench:calls [-- --calls N] [--only setup|impairment]
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureImpairment } from './call-impairment.ts';
import { measureSetUp } from './call-setup.ts';

const { values } = parseArgs({ options: { calls: { type: 'string' }, only: { type: 'string' } } });
const calls = Number(values.calls ?? 30);
if (!Number.isInteger(calls) || calls < 1) throw new Error('--calls is a whole number above 0.');

const say = (text: string) => process.stdout.write(`${text}\n`);
const processors = cpus();
say(`${new Date().toISOString()}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}\n`);
if (values.only !== 'impairment') {
  say(`From Accept to the first decoded sound and picture:\n\n${await measureSetUp(calls)}\n`);
}
if (values.only !== 'setup') {
  say(`Bad networks, thirty seconds each:\n\n${await measureImpairment()}`);
}
