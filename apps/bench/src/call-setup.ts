// Call set-up: from the press on Accept to the first decoded sound and picture, at both ends.
import type { Person } from '@chat/e2e/support/person';
import { quantile } from './quantile.ts';
import { setStage } from './stage.ts';
import { ms, table } from './table.ts';

/** Milliseconds of one call, the slower end of the two. */
interface SetUp {
  audio: number;
  video: number;
}

/** Runs calls one after the other, directly and by the relay, and gives the table. */
export async function measureSetUp(calls: number): Promise<string> {
  const rows: string[][] = [];
  for (const relayed of [false, true]) {
    const stage = await setStage({ relayed });
    const [caller, callee] = await stage.couple();
    const taken: SetUp[] = [];
    // The first one loads what later calls have.
    for (let call = 0; call <= calls; call += 1) {
      const one = await setUp(caller, callee);
      if (call > 0) taken.push(one);
    }
    await stage.close();
    const of = (kind: keyof SetUp) =>
      [0.5, 0.95].map((share) =>
        ms(
          quantile(
            taken.map((one) => one[kind]),
            share,
          ),
        ),
      );
    rows.push([
      relayed ? 'relayed' : 'direct',
      String(taken.length),
      ...of('audio'),
      ...of('video'),
    ]);
  }
  return table(['path', 'calls', 'sound p50', 'p95', 'picture p50', 'p95'], rows);
}

async function setUp(caller: Person, callee: Person): Promise<SetUp> {
  await caller.calls(callee.name);
  const accept = callee.button('Accept with video');
  await accept.waitFor();
  const ends = [caller, callee].map(({ page }) => page.evaluate(firstDecoded));
  // Pressed within the page, so that the driver's own time does not count.
  await accept.evaluate((button: HTMLElement) => {
    Object.assign(window, { pressedAt: Date.now() });
    button.click();
  });
  const [one, other] = (await Promise.all(ends)) as [SetUp, SetUp];
  const pressedAt = await callee.page.evaluate(
    () => (window as unknown as { pressedAt: number }).pressedAt,
  );
  await caller.button('Hang up').click();
  await caller.button(`Call ${callee.name}`).and(caller.page.locator(':enabled')).waitFor();
  await callee.button(`Call ${caller.name}`).and(callee.page.locator(':enabled')).waitFor();
  return {
    audio: Math.max(one.audio, other.audio) - pressedAt,
    video: Math.max(one.video, other.video) - pressedAt,
  };
}

/** In the page: when the newest call first decoded sound, and a picture (milliseconds since 1970). */
async function firstDecoded(): Promise<SetUp> {
  const { connections } = (
    window as unknown as { mediaProbe: { connections: RTCPeerConnection[] } }
  ).mediaProbe;
  const before = connections.length;
  const first = { audio: 0, video: 0 };
  const read = (stats: Record<string, unknown>) => {
    const numberOf = (name: string) => Number(stats[name] ?? 0);
    // Sound that is decoded, not made up to fill a gap.
    const heard = numberOf('totalSamplesReceived') - numberOf('concealedSamples');
    if (heard > 0) first.audio ||= Date.now();
    if (numberOf('framesDecoded') > 0) first.video ||= Date.now();
  };
  while (first.audio === 0 || first.video === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const calls = connections.slice(before).filter((one) => one.connectionState !== 'closed');
    const reports = await calls.at(-1)?.getStats();
    const all = [...(reports?.values() ?? [])] as Record<string, unknown>[];
    for (const stats of all.filter(({ type }) => type === 'inbound-rtp')) read(stats);
  }
  return first;
}
