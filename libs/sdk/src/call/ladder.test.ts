import { describe, expect, test } from 'vitest';
import { CLEAR, sample, times } from '../testing/link-sample.ts';
import { FIRST_LADDER, nextLadder, pictureOn, RUNGS, type LadderState } from './ladder.ts';
import type { LinkSample } from './link-stats.ts';

const losing = (loss: number) => sample({ sent: { loss, jitterMs: 5 } });
const carrying = (bandwidth: number) => sample({ bandwidth });

function walk(samples: LinkSample[], from: LadderState = FIRST_LADDER): LadderState {
  return samples.reduce(nextLadder, from);
}
const on = (rung: number, changes: Partial<LadderState> = {}): LadderState => ({
  ...FIRST_LADDER,
  rung,
  ...changes,
});

describe('[W7] the ladder', () => {
  const rows: [name: string, from: LadderState, samples: LinkSample[], rung: number][] = [
    ['stays on top of a clear link', on(0), times(20, CLEAR), 0],
    ['does not move for one bad sample', on(0), [carrying(50_000)], 0],
    ['forgets a bad sample after a good one', on(0), [carrying(9), CLEAR, carrying(9)], 0],
    ['goes as far down as the bandwidth says', on(0), times(2, carrying(300_000)), 1],
    ['halves the picture', on(0), times(2, carrying(200_000)), 2],
    ['quarters the picture', on(0), times(2, carrying(100_000)), 3],
    ['pauses the picture', on(0), times(2, carrying(60_000)), 4],
    ['sends no worse for five percent of loss', on(0), times(20, losing(0.05)), 0],
    ['sheds for fifteen percent of loss, and keeps a picture', on(0), times(20, losing(0.15)), 2],
    ['pauses for heavy loss', on(0), times(20, losing(0.4)), 4],
    ['sheds while the queue is full', on(0), times(2, sample({ roundTripMs: 1_200 })), 1],
    ['never goes below the sound', on(4), times(20, losing(0.9)), 4],
    ['climbs one rung after three good samples', on(4), times(3, CLEAR), 3],
    ['tries a picture where its loss would not shed it', on(4), times(20, losing(0.08)), 3],
    ['tries none where it would', on(4), times(20, losing(0.12)), 4],
    ['does not climb while packets are lost', on(2), times(20, losing(0.08)), 2],
    ['does not climb while nothing comes', on(3), times(20, sample({ isSilent: true })), 3],
    ['climbs to the top in time', on(4), times(12, CLEAR), 0],
  ];
  test.each(rows)('%s', (_name, from, samples, rung) => {
    expect(walk(samples, from).rung).toBe(rung);
  });

  test('does not take the estimate of a browser that sends no picture for what the link carries', () => {
    const quiet = sample({ sendsVideo: false, bandwidth: 40_000 });
    expect(walk(times(20, quiet)).rung).toBe(0);
    expect(walk(times(3, quiet), on(4)).rung, 'and tries again').toBe(3);
  });

  /** How many samples of a clear link one climb takes; 20 where there is none. */
  function waitFrom(state: LadderState): number {
    let waited = 0;
    for (let at = state; at.rung === state.rung && waited < 20; waited += 1) {
      at = nextLadder(at, CLEAR);
    }
    return waited;
  }

  test('waits 6 s for its first try, and 10 s after each that did not hold', () => {
    const waits: number[] = [];
    let state = on(4);
    for (let tried = 0; tried < 4; tried += 1) {
      waits.push(waitFrom(state));
      state = walk(times(waits[tried] ?? 0, CLEAR), state);
      state = walk(times(2, carrying(50_000)), state);
    }
    expect(waits).toEqual([3, 5, 5, 5]);
  });

  test('a fall soon after the call began is no try that did not hold', () => {
    const fallen = walk(times(2, carrying(50_000)));
    expect(fallen.rung).toBe(4);
    expect(waitFrom(fallen)).toBe(3);
  });

  const climbed = walk(times(3, CLEAR), on(4));
  test.each([
    ['at once', 0, 5],
    ['8 s after it', 2, 5],
    ['10 s after it', 3, 3],
  ])('a climb that is undone %s', (_when, before, wait) => {
    // As much of loss as neither falls for nor climbs with.
    const fallen = walk([...times(before, losing(0.08)), ...times(2, carrying(50_000))], climbed);
    expect(fallen.rung).toBe(4);
    expect(waitFrom(fallen)).toBe(wait);
  });

  test('a rest goes on while reports of loss are still read, and while one falls further', () => {
    const tired = on(3, { rest: 5 });
    expect(waitFrom(walk(times(2, losing(0.08)), tired))).toBe(3);
    expect(waitFrom(walk(times(5, losing(0.08)), tired)), 'three good ones').toBe(3);
    expect(waitFrom(walk(times(1, carrying(50_000)), on(3, { rest: 5, bad: 1 })))).toBe(4);
  });

  test('concludes nothing from an estimate that grows with a try, and does where it shrinks or packets are lost', () => {
    const growing = [40_000, 50_000, 60_000, 70_000, 80_000].map(carrying);
    const trying = { ...climbed, bandwidth: 39_000 };
    const warm = walk(growing, trying);
    expect(warm).toMatchObject({ rung: 3, bad: 0, good: 0 });
    expect(waitFrom(warm), 'three good ones').toBe(3);
    expect(walk([carrying(79_000), carrying(78_000)], warm)).toMatchObject({ rung: 4, rest: 5 });
    const wavering = [50_000, 40_000, 50_000, 40_000].map(carrying);
    expect(walk(wavering, trying).rung, 'what it gained it lost').toBe(4);
    const lossy = [40_000, 50_000].map((bandwidth) =>
      sample({ bandwidth, sent: { loss: 0.4, jitterMs: 5 } }),
    );
    expect(walk(lossy, trying).rung).toBe(4);
    const full = [40_000, 50_000].map((bandwidth) => sample({ bandwidth, roundTripMs: 300 }));
    expect(walk(full, trying).rung).toBe(4);
  });

  test('goes on climbing as soon as a try seems to hold', () => {
    expect(waitFrom(climbed)).toBe(3);
  });

  test('sheds the picture first: each rung sends less of it, and sound is on all of them', () => {
    for (const [at, { video, scale, screen, audio }] of RUNGS.entries()) {
      const above = RUNGS[at - 1];
      expect(audio).toBeGreaterThan(0);
      if (above) {
        const gives = [video < above.video, screen < above.screen, scale >= above.scale];
        expect(gives).toEqual([true, true, true]);
      }
    }
    expect(RUNGS.map((_rung, at) => pictureOn(at))).toEqual([
      'full',
      'full',
      'reduced',
      'reduced',
      'paused',
    ]);
  });

  test('[W6] the top is 1.7 Mbit/s of the whole picture', () => {
    expect(RUNGS[0]).toMatchObject({ video: 1_700_000, scale: 1 });
  });
});
