/** The totals of a peer connection that a sample is the difference of. Times are seconds, sizes bytes. */
export interface LinkTotals {
  /** Milliseconds; what came before and after is told by it. */
  at: number;
  packetsReceived: number;
  packetsLost: number;
  framesSent: number;
  /** Of the audio that was played: in samples. */
  samplesPlayed: number;
  samplesConcealed: number;
  freezes: number;
  framesDecoded: number;
  /** Answers to the checks of the path: they come also while nobody speaks. */
  pathAnswers: number;
  /** As they are now, not summed up. */
  now: {
    jitter: number;
    roundTrip: number;
    /** Of my packets, as the other side reports it: 0 to 1. */
    sentLost: number;
    sentJitter: number;
    /** Bits per second that the browser believes it can send; undefined while it does not know. */
    bandwidth: number | undefined;
    /** The processor cannot make the picture that the link could carry. */
    isBusy: boolean;
    isRelayed: boolean;
  };
}

/** What happened on the link between two looks at it. Shares are 0 to 1, times milliseconds. */
export interface LinkSample {
  received: Direction & { concealed: number; freezes: number };
  sent: Direction;
  sendsVideo: boolean;
  roundTripMs: number;
  bandwidth: number | undefined;
  isBusy: boolean;
  isRelayed: boolean;
  /** Nothing at all came, not even answers to the checks of the path. */
  isSilent: boolean;
}

interface Direction {
  loss: number;
  jitterMs: number;
}

type Report = Record<string, unknown>;

/** Milliseconds for which a report counts: for sound the other side reports every five seconds (RFC 3550, 6.2). */
const FRESH_MS = 6_500;

/** Reads the statistics of a browser (webrtc-stats); what one of them does not have counts as nothing. */
export function readTotals(reports: Iterable<Report>, at: number): LinkTotals {
  const all = [...reports];
  const ofType = (type: string) => all.filter((report) => report['type'] === type);
  const received = ofType('inbound-rtp');
  const audio = received.filter(({ kind }) => kind === 'audio');
  // What nothing comes of any more keeps its last numbers for ever: of a paused picture they say nothing.
  const latest = most(all, 'timestamp');
  const isFresh = (report: Report, when: string) =>
    !(when in report) || latest - numberOf(report, when) < FRESH_MS;
  const live = received.filter((report) => isFresh(report, 'lastPacketReceivedTimestamp'));
  const remote = ofType('remote-inbound-rtp').filter((report) => isFresh(report, 'timestamp'));
  const pair = selectedPair(all);
  return {
    at,
    packetsReceived: total(received, 'packetsReceived'),
    packetsLost: total(received, 'packetsLost'),
    framesSent: total(ofType('outbound-rtp'), 'framesSent'),
    samplesPlayed: total(audio, 'totalSamplesReceived'),
    // Silence that is made up in a pause of the speaker is no loss.
    samplesConcealed: total(audio, 'concealedSamples') - total(audio, 'silentConcealedSamples'),
    freezes: total(received, 'freezeCount'),
    framesDecoded: total(received, 'framesDecoded'),
    pathAnswers: numberOf(pair, 'responsesReceived'),
    now: {
      jitter: most(live, 'jitter'),
      roundTrip: Math.max(numberOf(pair, 'currentRoundTripTime'), most(remote, 'roundTripTime')),
      sentLost: most(remote, 'fractionLost'),
      sentJitter: most(remote, 'jitter'),
      bandwidth: optionalNumber(pair, 'availableOutgoingBitrate'),
      isBusy: ofType('outbound-rtp').some((one) => one['qualityLimitationReason'] === 'cpu'),
      isRelayed: isRelayed(pair, all),
    },
  };
}

/** The link between two looks. */
export function sampleBetween(before: LinkTotals, after: LinkTotals): LinkSample {
  const rise = (name: Exclude<keyof LinkTotals, 'now'>) => Math.max(0, after[name] - before[name]);
  const { jitter, roundTrip, sentLost, sentJitter, ...now } = after.now;
  const received = rise('packetsReceived');
  const lost = rise('packetsLost');
  return {
    received: {
      loss: share(lost, lost + received),
      jitterMs: jitter * 1000,
      concealed: share(rise('samplesConcealed'), rise('samplesPlayed')),
      freezes: rise('freezes'),
    },
    sent: { loss: sentLost, jitterMs: sentJitter * 1000 },
    sendsVideo: rise('framesSent') > 0,
    roundTripMs: roundTrip * 1000,
    bandwidth: now.bandwidth,
    isBusy: now.isBusy,
    isRelayed: now.isRelayed,
    isSilent: received === 0 && rise('pathAnswers') === 0,
  };
}

function selectedPair(all: Report[]): Report | undefined {
  const chosen = all.find(({ type, selectedCandidatePairId }) =>
    Boolean(type === 'transport' && selectedCandidatePairId),
  );
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  // Firefox has no `transport` that names it.
  return (
    pairs.find(({ id }) => chosen && id === chosen['selectedCandidatePairId']) ??
    pairs.find(({ selected, nominated, state }) => selected ?? (nominated && state === 'succeeded'))
  );
}

function isRelayed(pair: Report | undefined, all: Report[]): boolean {
  const ends = [pair?.['localCandidateId'], pair?.['remoteCandidateId']];
  return all.some(({ id, candidateType }) => ends.includes(id) && candidateType === 'relay');
}

function optionalNumber(report: Report | undefined, name: string): number | undefined {
  const value = report?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function numberOf(report: Report | undefined, name: string): number {
  return optionalNumber(report, name) ?? 0;
}

function total(reports: Report[], name: string): number {
  return reports.reduce((sum, report) => sum + numberOf(report, name), 0);
}

function most(reports: Report[], name: string): number {
  return Math.max(0, ...reports.map((report) => numberOf(report, name)));
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
