import type { LinkSample } from './link-stats.ts';

/** How a call does, as a person would say it. */
export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost';
/**
 * What suffers: my side of the link or theirs, the way by the relay, which is long, or this device, which cannot make the
 * picture that the link would carry.
 */
export type QualityReason = 'yours' | 'theirs' | 'relay' | 'device';

/** What is shown, and what is on its way to being shown. */
export interface QualityState {
  level: QualityLevel;
  /** Null while there is nothing to explain. */
  reason: QualityReason | null;
  /** Samples in a row that say otherwise. */
  doubts: number;
  /** The worst, or on the way up the best, that all of them agree on. */
  proposed: QualityLevel;
}

export const FIRST_QUALITY: QualityState = {
  level: 'good',
  reason: null,
  doubts: 0,
  proposed: 'good',
};

/** Milliseconds from one sample to the next. */
export const SAMPLE_MS = 2_000;
/** Samples in a row that change the level: with 2 s each nobody is warned of what lasts less than 5 s. */
const AGREEING_SAMPLES = 3;
/** From which score on a level holds, from the best to the worst (LiveKit, connectionquality/scorer.go). */
const LEVELS: readonly [QualityLevel, number][] = [
  ['good', 80],
  ['fair', 40],
  ['poor', 20],
  ['lost', 0],
];
/** A score must be this much above a level's to climb into it: at its border nothing flickers. */
const CLIMB_MARGIN = 5;
/** Points that one percent of loss costs: Opus with FEC (LiveKit: 8, and a third less with FEC). */
const LOSS_WEIGHT = 5.3;
/** While anything comes at all nothing is lost, however bad it is (LiveKit, too). */
const LEAST_SCORE = 30;
/** A picture that stood still, or that the processor has no time for, is not good, however the packets do. */
const PICTURE_SCORE = 60;
/** Milliseconds of a round trip from which on the way itself is what is felt. */
const LONG_WAY_MS = 400;

/** Points from 0 to 100: what delay and loss take away (after LiveKit's scorer), and what was seen and heard. */
export function scoreOf(sample: LinkSample): { received: number; sent: number } {
  if (sample.isSilent) return { received: 0, sent: 0 };
  const { received, sent, roundTripMs } = sample;
  const heard = Math.max(received.loss, received.concealed);
  const points = scoreDirection({ ...received, loss: heard, roundTripMs });
  return {
    received: received.freezes > 0 ? Math.min(points, PICTURE_SCORE) : points,
    sent: Math.min(scoreDirection({ ...sent, roundTripMs }), sample.isBusy ? PICTURE_SCORE : 100),
  };
}

/** One sample more. Pure; the same level comes back as the same object's `level`, however the scores jump about it. */
export function nextQuality(state: QualityState, sample: LinkSample): QualityState {
  const { received, sent } = scoreOf(sample);
  const found = levelOf(Math.min(received, sent), state.level);
  if (found === state.level) return { ...state, doubts: 0, proposed: found };
  const isSameWay =
    state.doubts > 0 && isWorse(found, state.level) === isWorse(state.proposed, state.level);
  const doubts = isSameWay ? state.doubts + 1 : 1;
  const proposed = isSameWay ? nearer(state.level, found, state.proposed) : found;
  if (doubts < AGREEING_SAMPLES) return { ...state, doubts, proposed };
  const reason = proposed === 'good' ? null : reasonOf(sample, { received, sent });
  return { level: proposed, reason, doubts: 0, proposed };
}

function scoreDirection(at: { loss: number; jitterMs: number; roundTripMs: number }): number {
  const delayMs = at.roundTripMs / 2 + 2 * at.jitterMs;
  const forDelay = delayMs <= 160 ? delayMs / 40 : (delayMs - 120) / 10;
  return Math.max(LEAST_SCORE, Math.min(100, 100 - forDelay - at.loss * 100 * LOSS_WEIGHT));
}

function levelOf(score: number, shown: QualityLevel): QualityLevel {
  const level = LEVELS.find(([name, from]) => {
    const isClimb = isWorse(shown, name);
    return score >= from + (isClimb ? CLIMB_MARGIN : 0);
  });
  return level?.[0] ?? 'lost';
}

/** Who loses packets is known: what I send is counted by the other side. Where none are lost, it is the way. */
function reasonOf(sample: LinkSample, score: { received: number; sent: number }): QualityReason {
  const { received, sent } = sample;
  const isLossy = Math.max(received.loss, received.concealed, sent.loss) > 0.02;
  if (sample.isRelayed && !isLossy && sample.roundTripMs >= LONG_WAY_MS) return 'relay';
  if (sample.isBusy && !isLossy) return 'device';
  if (sample.isSilent) return 'yours';
  return score.sent <= score.received ? 'yours' : 'theirs';
}

const rank = (level: QualityLevel) => LEVELS.findIndex(([name]) => name === level);

function isWorse(one: QualityLevel, other: QualityLevel): boolean {
  return rank(one) > rank(other);
}

/** The one of two levels that is less far from where we are: what all samples agree on. */
function nearer(from: QualityLevel, one: QualityLevel, other: QualityLevel): QualityLevel {
  return Math.abs(rank(one) - rank(from)) <= Math.abs(rank(other) - rank(from)) ? one : other;
}
