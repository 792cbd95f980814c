import { Emitter } from '../emitter.ts';
import { FIRST_LADDER, nextLadder, pictureOn } from './ladder.ts';
import { readTotals, sampleBetween, type LinkTotals } from './link-stats.ts';
import type { Peer } from './peer.ts';
import {
  FIRST_QUALITY,
  nextQuality,
  SAMPLE_MS,
  type QualityLevel,
  type QualityReason,
} from './quality.ts';
import { tuneSenders } from './tune-senders.ts';

/** How the link of a call does, and what is left of my picture on it. */
export interface LinkState {
  level: QualityLevel;
  reason: QualityReason | null;
  picture: 'full' | 'reduced' | 'paused';
}

export interface LinkWatchOptions {
  peer: Pick<Peer, 'getStats' | 'sender' | 'state' | 'onState'>;
  /** Nothing comes any more, though a moment ago something did: the path is gone, and nobody has said so yet. */
  onSilence?: () => void;
  /** Whether the other side says that it sends something at all. */
  isSendingToMe?: () => boolean;
  /** Milliseconds since some fixed time, which never goes back. */
  now?: () => number;
}

/** Milliseconds from one feel of the pulse to the next; three without one are silence, long before the browser says so. */
const PULSE_MS = 500;
const SILENT_PULSES = 3;

/**
 * Looks at one peer connection every two seconds, judges it, and lets the picture shed before the sound suffers
 * (`quality.ts`, `ladder.ts`). Stops with `close`.
 */
export class LinkWatch {
  readonly #peer: LinkWatchOptions['peer'];
  readonly #now: () => number;
  readonly #changes = new Emitter<LinkState>();
  readonly #timers: ReturnType<typeof setInterval>[];
  readonly #onSilence: () => void;
  readonly #isSendingToMe: () => boolean;
  #pulse = FIRST_PULSE;
  readonly #unsubscribe: () => void;
  #totals: LinkTotals | undefined;
  #quality = FIRST_QUALITY;
  #ladder = FIRST_LADDER;
  #isLooking = false;
  #isClosed = false;

  constructor(options: LinkWatchOptions) {
    const { peer, onSilence = () => undefined, now = () => performance.now() } = options;
    this.#isSendingToMe = options.isSendingToMe ?? (() => true);
    this.#peer = peer;
    this.#now = now;
    this.#onSilence = onSilence;
    this.#timers = [
      setInterval(() => void this.#look(), SAMPLE_MS),
      setInterval(() => void this.#feelPulse(), PULSE_MS),
    ];
    // The first limits hold from the first packet on.
    this.#unsubscribe = peer.onState(() => void this.#tune());
    void this.#tune();
  }

  get state(): LinkState {
    const { level, reason } = this.#quality;
    return { level, reason, picture: pictureOn(this.#ladder.rung) };
  }

  /** Told when the level, its reason or the picture has changed. */
  subscribe(listener: (state: LinkState) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#unsubscribe();
  }

  async #look(): Promise<void> {
    // Before it is connected, and while it looks for a new path, the numbers say nothing that the state does not.
    if (this.#isLooking || this.#peer.state !== 'connected') return;
    this.#isLooking = true;
    try {
      const reports = await this.#peer.getStats();
      const totals = readTotals(valuesOf(reports), this.#now());
      if (!this.#isClosed) this.#take(totals);
      await this.#tune();
    } finally {
      this.#isLooking = false;
    }
  }

  #take(totals: LinkTotals): void {
    const before = this.#totals;
    this.#totals = totals;
    // A hidden page is asked to look but once a minute [W14]: that says nothing about two seconds.
    if (!before || totals.at - before.at > 3 * SAMPLE_MS) {
      this.#ladder = { ...this.#ladder, bad: 0, good: 0 };
      return;
    }
    const was = this.state;
    const found = sampleBetween(before, totals);
    // Who sends nothing is silent on a path that is well.
    const sample = { ...found, isSilent: found.isSilent && this.#isSendingToMe() };
    this.#quality = nextQuality(this.#quality, sample);
    this.#ladder = nextLadder(this.#ladder, sample);
    const is = this.state;
    const isSame = is.level === was.level && is.reason === was.reason && is.picture === was.picture;
    if (!isSame) this.#changes.emit(is);
  }

  async #feelPulse(): Promise<void> {
    if (this.#peer.state !== 'connected') return;
    const reports = await this.#peer.getStats();
    if (this.#isClosed) return;
    // The browser itself tells when a path is gone over which nothing is sent.
    if (!this.#isSendingToMe()) {
      this.#pulse = FIRST_PULSE;
      return;
    }
    const { packetsReceived, pathAnswers, at } = readTotals(valuesOf(reports), this.#now());
    const beats = packetsReceived + pathAnswers;
    this.#pulse = nextPulse(this.#pulse, { beats, at });
    if (this.#pulse.missed === SILENT_PULSES) this.#onSilence();
  }

  async #tune(): Promise<void> {
    if (!this.#isClosed) await tuneSenders(this.#peer, this.#ladder.rung);
  }
}

/** How many beats there were, how many looks in a row found some, and how many after them none. */
interface Pulse {
  beats: number;
  at: number;
  streak: number;
  missed: number;
}

const FIRST_PULSE: Pulse = { beats: 0, at: -Infinity, streak: 0, missed: 0 };
/** Looks in a row with a beat before a stop means anything: where nobody sends there is but a check now and then. */
const STEADY_LOOKS = 4;

function nextPulse(pulse: Pulse, { beats, at }: { beats: number; at: number }): Pulse {
  if (at - pulse.at > 3 * PULSE_MS) return { beats, at, streak: 0, missed: 0 };
  if (beats > pulse.beats) {
    return { beats, at, streak: pulse.missed > 0 ? 1 : pulse.streak + 1, missed: 0 };
  }
  const isSteady = pulse.streak >= STEADY_LOOKS;
  return {
    beats,
    at,
    streak: isSteady ? pulse.streak : 0,
    missed: isSteady ? pulse.missed + 1 : 0,
  };
}

function valuesOf(reports: RTCStatsReport): Iterable<Record<string, unknown>> {
  return reports.values() as Iterable<Record<string, unknown>>;
}
