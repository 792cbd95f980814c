import { describe, expect, test } from 'vitest';
import { CLEAR, sample, times } from '../testing/link-sample.ts';
import recordings from '../testing/link-stats.json';
import { readTotals, sampleBetween, type LinkSample } from './link-stats.ts';
import { FIRST_QUALITY, nextQuality, scoreOf, type QualityState } from './quality.ts';

const sentLoss = (loss: number) => sample({ sent: { loss, jitterMs: 5 } });
const heardLoss = (loss: number) => sample({ received: { ...CLEAR.received, loss } });

/** Every state that the samples lead through. */
function walk(samples: LinkSample[], from: QualityState = FIRST_QUALITY): QualityState[] {
  const states: QualityState[] = [];
  for (const one of samples) states.push(nextQuality(states.at(-1) ?? from, one));
  return states;
}
const levels = (samples: LinkSample[]) => walk(samples).map(({ level }) => level);
const last = (samples: LinkSample[]) => walk(samples).at(-1)!;

/** What was seen of real calls between Chromium and itself, through a relay and our bad networks. */
function recorded(name: keyof typeof recordings): LinkSample[] {
  const looks = recordings[name].map(({ at, reports }) => readTotals(reports, at));
  return looks.slice(1).map((look, index) => sampleBetween(looks[index]!, look));
}

describe('[W10] recorded calls', () => {
  test.each([
    ['clear', 'good', null],
    ['loss of 5 %', 'fair', 'yours'],
    ['loss of 15 %', 'poor', 'yours'],
    ['300 kbit/s', 'good', null],
    ['80 kbit/s', 'poor', 'yours'],
    ['200 ms each way', 'fair', 'relay'],
    ['gone', 'lost', 'yours'],
  ] as const)('%s is %s', (name, level, reason) => {
    expect(last(recorded(name))).toMatchObject({ level, reason });
  });

  test.each(Object.keys(recordings) as (keyof typeof recordings)[])(
    '%s does not flicker',
    (name) => {
      const shown = levels(recorded(name));
      const changes = shown.filter((level, at) => level !== (shown[at - 1] ?? 'good'));
      expect(changes.length).toBeLessThanOrEqual(1);
    },
  );
});

describe('[W10] the score of a sample', () => {
  test.each([
    ['a clear one', CLEAR, 95, 100],
    ['two percent of loss', heardLoss(0.02), 80, 92],
    ['five percent of loss', heardLoss(0.05), 60, 79],
    ['ten percent of loss', heardLoss(0.1), 40, 50],
    ['half of it lost, and still something comes', heardLoss(0.5), 30, 30],
    ['a second of round trip', sample({ roundTripMs: 1_000 }), 40, 79],
    ['a frozen picture', sample({ received: { ...CLEAR.received, freezes: 1 } }), 60, 60],
    ['a processor without time', sample({ isBusy: true }), 60, 60],
    ['nothing at all', sample({ isSilent: true }), 0, 0],
  ])('%s', (_name, one, least, most) => {
    const { received, sent } = scoreOf(one);
    expect(Math.min(received, sent)).toBeGreaterThanOrEqual(least);
    expect(Math.min(received, sent)).toBeLessThanOrEqual(most);
  });
});

describe('[W10] the level', () => {
  test('changes with the third sample that says so, both ways', () => {
    const bad = sentLoss(0.15);
    expect(levels([...times(4, bad), ...times(4, CLEAR)])).toEqual([
      ...['good', 'good', 'poor', 'poor'],
      ...['poor', 'poor', 'good', 'good'],
    ]);
  });

  test('does not change for what comes and goes', () => {
    const bad = sentLoss(0.15);
    const samples = Array.from({ length: 30 }, (_none, at) => (at % 3 === 2 ? CLEAR : bad));
    expect(new Set(levels(samples))).toEqual(new Set(['good']));
  });

  test('goes only as far as all three samples agree', () => {
    expect(last([sentLoss(0.5), sentLoss(0.06), sentLoss(0.5)]).level).toBe('fair');
  });

  test('stays where it is at the border between two', () => {
    // 80 points are good: one that hovers there was fair, and is not good yet.
    const hovering = [0.037, 0.036, 0.038].map(sentLoss);
    const states = walk([...hovering, ...hovering], { ...FIRST_QUALITY, level: 'fair' });
    expect(new Set(states.map(({ level }) => level))).toEqual(new Set(['fair']));
  });
});

describe('[W10] the reason', () => {
  test.each([
    ['what I send is lost', sentLoss(0.1), 'yours'],
    ['what I get is lost', heardLoss(0.1), 'theirs'],
    ['the way by the relay is long', sample({ isRelayed: true, roundTripMs: 1_000 }), 'relay'],
    ['the relay loses nothing, I do', { ...sentLoss(0.1), isRelayed: true }, 'yours'],
    ['the processor has no time', sample({ isBusy: true }), 'device'],
  ] as const)('%s', (_name, one, reason) => {
    expect(last(times(3, one)).reason).toBe(reason);
  });

  test('is gone with the trouble', () => {
    expect(last([...times(3, sentLoss(0.2)), ...times(3, CLEAR)]).reason).toBeNull();
  });
});

test('statistics that a browser does not have count as nothing', () => {
  const totals = readTotals([{ type: 'inbound-rtp', kind: 'audio', jitter: 'NaN' }], 0);
  const one = sampleBetween(totals, { ...totals, at: 2_000, pathAnswers: 1 });
  expect(one).toMatchObject({ roundTripMs: 0, bandwidth: undefined, isSilent: false });
  expect(last(times(5, one)).level).toBe('good');
});

test('what was said of a picture that is paused meanwhile does not count for ever', () => {
  const now = 1_700_000_000_000;
  const reports = (at: number) => [
    { type: 'candidate-pair', timestamp: at },
    { type: 'remote-inbound-rtp', timestamp: now, fractionLost: 0.6 },
    { type: 'inbound-rtp', kind: 'video', jitter: 0.4, lastPacketReceivedTimestamp: now },
  ];
  const after = (ms: number) => readTotals(reports(now + ms), ms).now;
  expect(after(2_000)).toMatchObject({ sentLost: 0.6, jitter: 0.4 });
  expect(after(10_000)).toMatchObject({ sentLost: 0, jitter: 0 });
});
