/** What the server says of itself while it is fuzzed; see loop-watch.mjs. */
export type Vitals = {
  rejections: number;
  exceptions: number;
  delayP99Ms: number;
  delayMaxMs: number;
  rssMiB: number;
  cpuSeconds: number;
};

/** What was done to a server and what came of it. */
export type FuzzCounts = {
  frames: number;
  received: number;
  connections: number;
  /** Posts that went into a log. */
  posted: number;
  closes: Map<number, number>;
  errors: Map<string, number>;
  /** What the server told, by the type of its frames, and of signals by their kind, too. */
  told: Map<string, number>;
  /** What must not be, in words. */
  findings: string[];
};

export const noCounts = (): FuzzCounts => ({
  frames: 0,
  received: 0,
  connections: 0,
  posted: 0,
  closes: new Map(),
  errors: new Map(),
  told: new Map(),
  findings: [],
});

export function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export type FuzzResult = FuzzCounts & {
  seed: number;
  crashes: number;
  seconds: number;
  vitals: Vitals | undefined;
};

/** What a run must end with: nobody died, and nothing was found. */
export function isUnharmed({ crashes, findings, vitals }: FuzzResult): boolean {
  return (
    crashes === 0 && findings.length === 0 && vitals?.rejections === 0 && vitals.exceptions === 0
  );
}

/** The figures of a run, as `npm run fuzz` prints them. */
export function fuzzReport(result: FuzzResult): string {
  const { frames, connections, received, posted, closes, errors, told, crashes, vitals } = result;
  const list = (counts: ReadonlyMap<string | number, number>) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([key, count]) => `${key} ${number(count)}`)
      .join(', ');
  return [
    `seed                   ${result.seed}`,
    `frames                 ${number(frames)}`,
    `connections            ${number(connections)}`,
    `frames of the server   ${number(received)}, all that were checked by their schemas`,
    `posted                 ${number(posted)}`,
    `closes                 ${list(closes)}`,
    `errors                 ${list(errors)}`,
    `told                   ${list(told)}`,
    `crashes                ${crashes}`,
    `unhandled rejections   ${vitals?.rejections ?? 'unknown'}`,
    `uncaught exceptions    ${vitals?.exceptions ?? 'unknown'}`,
    `event-loop delay       p99 ${ms(vitals?.delayP99Ms)}, max ${ms(vitals?.delayMaxMs)}`,
    `server                 ${vitals?.cpuSeconds.toFixed(1)} s of CPU, ${vitals?.rssMiB.toFixed(0)} MiB`,
    `findings               ${result.findings.length}`,
    `wall time              ${result.seconds.toFixed(1)} s`,
  ].join('\n');
}

const number = (count: number) => count.toLocaleString('en');
const ms = (value: number | undefined) =>
  value === undefined ? 'unknown' : `${value.toFixed(1)} ms`;
