import { describe, expect, it } from 'vitest';
import { hearLevel, hearMuted, NO_MUTED_SPEECH, SILENT, type Speaking } from './speech.ts';

const LOUD = 0.1;
const QUIET = 0;

/** The sign after each sample, taken every 50 ms. */
function signs(levels: number[], from: Speaking = SILENT): boolean[] {
  let state = from;
  return levels.map((level, n) => {
    state = hearLevel(state, { level, at: n * 50 });
    return state.speaking;
  });
}

describe('the speaking sign', () => {
  it('comes after 200 ms of sound', () => {
    expect(signs([LOUD, LOUD, LOUD, LOUD, LOUD])).toEqual([false, false, false, false, true]);
  });

  it('goes after 200 ms of silence', () => {
    const speaking = { speaking: true, doubtedAt: null };
    expect(signs([0, 0, 0, 0, 0], speaking)).toEqual([true, true, true, true, false]);
  });

  it('never flickers: sound that changes faster than 200 ms changes nothing', () => {
    const flicker = Array.from({ length: 100 }, (_, n) => (n % 4 < 3 ? LOUD : QUIET));
    expect(new Set(signs(flicker))).toEqual(new Set([false]));
    const speaking = { speaking: true, doubtedAt: null };
    const words = Array.from({ length: 100 }, (_, n) => (n % 4 < 3 ? QUIET : LOUD));
    expect(new Set(signs(words, speaking))).toEqual(new Set([true]));
  });

  it('stays for the quieter ends of words, and does not come for them', () => {
    const between = 0.008;
    expect(signs([between, between, between, between, between, between]).at(-1)).toBe(false);
    const speaking = { speaking: true, doubtedAt: null };
    expect(signs([between, between, between, between, between, between], speaking).at(-1)).toBe(
      true,
    );
  });

  it('has at least 200 ms between two changes, whatever the sound', () => {
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    let state = SILENT;
    let changedAt = -Infinity;
    for (let at = 0; at < 600_000; at += 20 + Math.floor(next() * 60)) {
      const after = hearLevel(state, { level: next() < 0.6 ? LOUD : QUIET, at });
      if (after.speaking !== state.speaking) {
        expect(at - changedAt).toBeGreaterThanOrEqual(200);
        changedAt = at;
      }
      state = after;
    }
    expect(changedAt, 'it did change').toBeGreaterThan(0);
  });
});

describe('the hint to who speaks muted', () => {
  /** When the hint came and went, for speech in these parts of time, looked at every 50 ms. */
  function hints(parts: [from: number, to: number][], until: number, muted = true): number[] {
    const changes: number[] = [];
    let state = NO_MUTED_SPEECH;
    for (let at = 0; at <= until; at += 50) {
      const speaking = parts.some(([from, to]) => at >= from && at < to);
      const after = hearMuted(state, { muted, speaking, at });
      if (after.hint !== state.hint) changes.push(at);
      state = after;
    }
    return changes;
  }

  it('comes after three seconds of speech and goes one second after it', () => {
    expect(hints([[0, 5_000]], 8_000)).toEqual([3_000, 5_950]);
  });

  it('does not come for a cough', () => {
    expect(hints([[0, 2_000]], 8_000)).toEqual([]);
  });

  it('takes the pauses of speech for speech', () => {
    const words: [number, number][] = [
      [0, 900],
      [1_500, 2_600],
      [3_000, 4_000],
    ];
    expect(hints(words, 8_000)).toEqual([3_000, 4_950]);
  });

  it('is not for who is heard, and goes at once when the microphone is on', () => {
    expect(hints([[0, 5_000]], 8_000, false)).toEqual([]);
    const shown = { hint: true, since: 0, heardAt: 4_000 };
    expect(hearMuted(shown, { muted: false, speaking: true, at: 4_050 }).hint).toBe(false);
  });
});
