import type { LinkSample } from './link-stats.ts';

/** What is sent on one rung. Bits per second; `scale` divides width and height; video 0 is a paused picture. */
export interface Rung {
  video: number;
  scale: number;
  /** Of a shared screen, which keeps its sharpness and gives its pace; 0 is paused. */
  screen: number;
  audio: number;
  /** Bits per second that the link must carry for this rung to be worth it. */
  needs: number;
}

/**
 * From the best to the worst: video sheds, sound stays. 1.7 Mbit/s is 720p between two people (LiveKit's presets,
 * src/room/track/options.ts). Sound goes out twice (RED), and what wraps it is as much again: at 80 kbit/s there is room
 * for 16 kbit/s of it.
 */
export const RUNGS: readonly Rung[] = [
  { video: 1_700_000, scale: 1, screen: 2_500_000, audio: 32_000, needs: 500_000 },
  { video: 700_000, scale: 1, screen: 1_000_000, audio: 32_000, needs: 280_000 },
  { video: 300_000, scale: 2, screen: 400_000, audio: 24_000, needs: 160_000 },
  { video: 120_000, scale: 4, screen: 150_000, audio: 16_000, needs: 90_000 },
  { video: 0, scale: 4, screen: 0, audio: 16_000, needs: 0 },
];
const LOWEST = RUNGS.length - 1;

/** Where one stands, and what speaks for moving. Counts are samples of two seconds. */
export interface LadderState {
  rung: number;
  /** Bad ones in a row, and good ones. */
  bad: number;
  good: number;
  /** How long the last climb is still on trial: a fall meanwhile says that it did not hold. */
  trial: number;
  /** How long there is no climb, because one did not hold. */
  rest: number;
  /** What the link could carry by the last sample, in bits per second; 0 where nobody knows. */
  bandwidth: number;
}

export const FIRST_LADDER: LadderState = {
  rung: 0,
  bad: 0,
  good: 0,
  trial: 0,
  rest: 0,
  bandwidth: 0,
};

const BAD_SAMPLES = 2;
const GOOD_SAMPLES = 3;
/** A climb that did not hold is undone within four that count; one that lasts longer did. */
const TRIAL_SAMPLES = 5;
/** Ten seconds: where a bad time ends during a try that fails, the next one comes before twenty are over. */
const REST_SAMPLES = 5;
/** Loss that less video may heal, up to half the picture; and loss that leaves the sound alone to try. */
const LOSS_TO_SHED = 0.1;
const LOSS_TO_PAUSE = 0.3;
const LOWEST_FOR_LOSS = 2;
const LOSS_TO_CLIMB = 0.05;
/** A round trip that only a full queue explains, in milliseconds: less video empties it. */
const FULL_QUEUE_MS = 900;
/** One that a queue may be the cause of. */
const QUEUE_MS = 250;

/**
 * One sample more. Pure. Down after two bad samples: by a rung, or as far as the bandwidth says; up by one rung at a time,
 * after three good ones, and after a rest where a climb did not hold. The browser's own estimate cannot grow while little
 * is sent, so a climb is a try, not a conclusion: while the estimate grows with it, and neither loss nor a queue speaks
 * against it, there is none.
 */
export function nextLadder(state: LadderState, sample: LinkSample): LadderState {
  const { bandwidth = 0 } = sample;
  const lower = rungFor(state.rung, sample);
  const isBad = lower > state.rung;
  if (isBad && isFindingOut(state, sample)) return { ...state, good: 0, bandwidth };
  const trial = Math.max(0, state.trial - 1);
  const later = { ...state, trial, rest: Math.max(0, state.rest - 1), bandwidth };
  return isBad ? takeBad(later, lower) : takeGood(later, sample);
}

/** Whether all that speaks against a try is a bandwidth that still grows. */
function isFindingOut({ trial, bandwidth }: LadderState, sample: LinkSample): boolean {
  const isGrowing = (sample.bandwidth ?? 0) > bandwidth;
  const isClear = sample.sent.loss <= LOSS_TO_CLIMB && sample.roundTripMs < QUEUE_MS;
  return trial > 0 && isGrowing && isClear;
}

function takeBad(state: LadderState, lower: number): LadderState {
  const bad = state.bad + 1;
  if (bad < BAD_SAMPLES) return { ...state, bad, good: 0 };
  const rest = state.trial > 0 ? REST_SAMPLES : state.rest;
  return { ...state, rung: lower, bad: 0, good: 0, trial: 0, rest };
}

function takeGood(state: LadderState, { sent, isSilent }: LinkSample): LadderState {
  // Who sends no picture tries one where it would not be shed for its loss.
  const most = state.rung === LOWEST ? LOSS_TO_SHED : LOSS_TO_CLIMB;
  const good = sent.loss < most && !isSilent ? state.good + 1 : 0;
  const mayClimb = good >= GOOD_SAMPLES && state.rest === 0 && state.rung > 0;
  if (!mayClimb) return { ...state, bad: 0, good };
  return { ...state, rung: state.rung - 1, bad: 0, good: 0, trial: TRIAL_SAMPLES };
}

/** What the other side is told of the picture. */
export function pictureOn(rung: number): 'full' | 'reduced' | 'paused' {
  const { video = 0, scale = 1 } = RUNGS[rung] ?? {};
  if (video === 0) return 'paused';
  return scale === 1 ? 'full' : 'reduced';
}

/** Where this sample says that one should be: here, or lower. */
function rungFor(rung: number, { sent, sendsVideo, bandwidth, roundTripMs }: LinkSample): number {
  // While no picture is sent the browser does not find out what the link could carry.
  const isKnown = bandwidth !== undefined && sendsVideo;
  const forBandwidth = isKnown ? rungCarriedBy(bandwidth) : rung;
  const isQueueFull = roundTripMs >= FULL_QUEUE_MS;
  const forQueue = isQueueFull ? Math.min(LOWEST, rung + 1) : rung;
  const forLoss = sent.loss >= LOSS_TO_SHED ? Math.min(rung + 1, LOWEST_FOR_LOSS) : rung;
  const forHeavyLoss = sent.loss >= LOSS_TO_PAUSE ? Math.min(rung + 1, LOWEST) : rung;
  return Math.max(rung, forBandwidth, forQueue, forLoss, forHeavyLoss);
}

function rungCarriedBy(bandwidth: number): number {
  const at = RUNGS.findIndex(({ needs }) => bandwidth >= needs);
  return at < 0 ? LOWEST : at;
}
