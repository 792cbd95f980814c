// The first part of npm run bench:page
import { cpus, loadavg } from 'node:os';
import { measureBurst } from './page-burst.ts';
import { measureOpening } from './page-opening.ts';
import { quantile, spread } from './quantile.ts';
import { ms, table } from './table.ts';

const VISITS = 10;

const say = (text: string) => process.stdout.write(`${text}\n`);
const [processor] = cpus();
say(
  `${new Date().toISOString()}, ${cpus().length} × ${processor?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);

const opening = await measureOpening(VISITS);
const cells = (values: readonly number[]) => spread(values).map(ms);
say(`${VISITS} visits at a quarter of the processor, 1.6 Mbit/s and 150 ms a round trip:\n`);
say(
  table(
    ['from', 'p50', 'p95', 'longest'],
    [
      ["a link, never there before, to the name's field", ...cells(opening.untilName)],
      ['Continue to where one can write', ...cells(opening.untilComposer)],
      ['a link, there before, to where one can write', ...cells(opening.again)],
    ],
  ),
);

const burst = await measureBurst();
const perMessage = (value: number) => `${(value / burst.messages).toFixed(2)} ms`;
say(`\n${burst.messages} messages at 500 a second, before somebody at the end of the list:\n`);
say(
  table(
    ['thread per message', 'of it scripts', 'style and layout', 'frames p50', 'p99', 'behind by'],
    [
      [
        ...[burst.busy, burst.scripts, burst.layout].map(perMessage),
        ...[quantile(burst.frames, 0.5), quantile(burst.frames, 0.99), burst.behind].map(ms),
      ],
    ],
  ),
);
say('');
