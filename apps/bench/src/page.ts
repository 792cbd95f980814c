// npm run bench:page [-- --messages N]
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { writeLongRoom } from './long-room.ts';
import { frameCells, measureScrolling, tenths } from './page-scrolling.ts';
import { measureSwitching } from './page-switching.ts';
import { measureTyping } from './page-typing.ts';
import { spread } from './quantile.ts';
import { table } from './table.ts';

const { values } = parseArgs({ options: { messages: { type: 'string' } } });
const messages = Number(values.messages ?? 10_000);
if (!Number.isInteger(messages) || messages < 1)
  throw new Error('--messages is a whole number above 0.');

const say = (text: string) => process.stdout.write(`${text}\n`);
const cells = (taken: readonly number[]) => spread(taken).map(tenths);
const processors = cpus();
say(
  `${new Date().toISOString()}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);

const room = await writeLongRoom(messages);
const letters = await measureTyping(room.reader, 200);
const scrolling = await measureScrolling(room.reader);
const switches = await measureSwitching(room.reader, 20);
await room.close();
say(`From the end of ${messages} messages to the start:\n`);
say(
  table(
    ['frames', 'p50', 'p99', 'longest', 'over 50 ms', 'longest task (CPU)'],
    [frameCells(scrolling)],
  ),
);
say(`\nTyping, ${letters.bare.framed.length} letters each:\n`);
const fields = { 'the composer': letters.composer, 'a bare field on an empty page': letters.bare };
say(
  table(
    ['in', 'until', 'p50', 'p95', 'longest'],
    Object.entries(fields).flatMap(([field, { laidOut, framed }]) => [
      [field, 'it is laid out', ...cells(laidOut)],
      [field, 'its frame is made', ...cells(framed)],
    ]),
  ),
);

say(`\nSwitching rooms, ${switches.long.length} times each:\n`);
say(
  table(
    ['to', 'p50', 'p95', 'longest'],
    (['long', 'empty'] as const).map((name) => {
      const to = name === 'long' ? `the room with ${messages} messages` : 'an empty room';
      return [to, ...cells(switches[name])];
    }),
  ),
);
