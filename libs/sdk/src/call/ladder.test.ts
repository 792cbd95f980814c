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
  sinceMove: 20,
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

  test('is more patient after each try that did not hold', () => {
    let state = on(4);
    const patience: number[] = [];
    for (let tried = 0; tried < 4; tried += 1) {
      while (state.rung === 4) state = nextLadder(state, CLEAR);
      state = walk(times(2, carrying(50_000)), state);
      patience.push(state.patience);
    }
    expect(patience).toEqual([6, 7, 7, 7]);
  });

  test('a fall soon after the call began is no try that did not hold', () => {
    const fallen = walk(times(2, carrying(50_000)));
    expect(fallen.rung).toBe(4);
    expect(walk(times(3, CLEAR), fallen).rung).toBe(3);
  });

  test('however often it tried, and though the last report of loss counts for 6.5 s more, it climbs within 16 s', () => {
    const tired = on(4, { patience: 7, sinceMove: 0 });
    const stale = times(4, losing(0.4));
    expect(walk([...stale, ...times(4, CLEAR)], tired).rung, '16 s').toBe(3);
    expect(walk([...stale, ...times(2, CLEAR)], tired).rung, 'not before 14 s').toBe(4);
    expect(walk([...times(8, losing(0.4)), ...times(2, CLEAR)], tired).rung, '3 good').toBe(4);
  });

  test('is as patient as at first once a try has held', () => {
    const tired = on(4, { patience: 7 });
    const climbed = walk(times(3, CLEAR), tired);
    expect(climbed.rung).toBe(3);
    const held = walk(times(4, CLEAR), climbed);
    expect(held.rung, 'it waits').toBe(3);
    expect(nextLadder(held, CLEAR)).toMatchObject({ rung: 2, patience: 3 });
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
