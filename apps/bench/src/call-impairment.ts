// Bad networks: how much of the sound is made up meanwhile, and how long the picture takes to come back afterwards.
import { setTimeout as wait } from 'node:timers/promises';
import type { DatagramWeather } from '@chat/chaos/udp-proxy';
import { connect } from '@chat/e2e/support/calls';
import { readReceived, readSound, type Sound } from '@chat/e2e/support/media-probe';
import type { Person } from '@chat/e2e/support/person';
import { setStage } from './stage.ts';
import { table } from './table.ts';

const WEATHERS: readonly [string, DatagramWeather][] = [
  ['none', {}],
  ['5 % loss', { loss: 0.05 }],
  ['15 % loss', { loss: 0.15 }],
  ['300 kbit/s', { bitsPerSecond: 300_000 }],
  ['80 kbit/s', { bitsPerSecond: 80_000 }],
  ['50 ms each way', { delayMs: 50 }],
  ['200 ms each way', { delayMs: 200 }],
];
/** Milliseconds for a call to find its pace, for a weather to last, and for a picture to come back. */
const [CALM_MS, WEATHER_MS, RETURN_MS] = [10_000, 30_000, 60_000];
/** Frames of one second that are a moving picture again. */
const MOVING = 10;

/** One call through all weathers, each followed by a calm, and the table of it. */
export async function measureImpairment(): Promise<string> {
  const stage = await setStage({ relayed: true });
  const [caller, callee] = await stage.couple();
  await connect(caller, callee);
  const rows: string[][] = [];
  for (const [name, weather] of WEATHERS) {
    stage.network.weather = {};
    await wait(CALM_MS);
    const before = await callee.page.evaluate(readSound);
    const framesBefore = (await callee.page.evaluate(readReceived)).framesDecoded;
    stage.network.weather = weather;
    await wait(WEATHER_MS);
    const after = await callee.page.evaluate(readSound);
    const { framesDecoded } = await callee.page.evaluate(readReceived);
    stage.network.weather = {};
    rows.push([
      name,
      `${(100 * concealed(before, after)).toFixed(1)} %`,
      ((framesDecoded - framesBefore) / (WEATHER_MS / 1000)).toFixed(1),
      await secondsUntilMoving(callee),
    ]);
    process.stdout.write(`${name}\n`);
  }
  await stage.close();
  return table(['network', 'sound made up', 'frames per second', 'picture back after'], rows);
}

function concealed(before: Sound, after: Sound): number {
  return (after.concealed - before.concealed) / Math.max(1, after.played - before.played);
}

async function secondsUntilMoving({ page }: Person): Promise<string> {
  const since = performance.now();
  let { framesDecoded: before } = await page.evaluate(readReceived);
  while (performance.now() - since < RETURN_MS) {
    const at = (performance.now() - since) / 1000;
    await wait(1_000);
    const { framesDecoded } = await page.evaluate(readReceived);
    if (framesDecoded - before >= MOVING) return `${at.toFixed(1)} s`;
    before = framesDecoded;
  }
  return `not within ${RETURN_MS / 1000} s`;
}
