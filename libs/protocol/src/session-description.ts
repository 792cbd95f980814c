import { LIMITS } from './limits.ts';

/** Media sections of a description: a call has three and its channel; others leave room for what comes. */
const MOST_SECTIONS = 8;
/** Hashes that may stand for a certificate (RFC 8122, 5), with their bytes. Those that are broken are not among them. */
const HASHES: Record<string, number> = { 'sha-256': 32, 'sha-384': 48, 'sha-512': 64 };

const NO_CONTROLS = /^[^\p{Cc}\u2028\u2029]*$/u;
const LINE = /^[a-z]=\S.*$/;
const SECTION = /^m=(audio|video|application) \d{1,5}(\/\d+)? [A-Z/]+( [\w-]+)+$/;
/** RFC 8839, 5.1; the address may be a name, for browsers hide theirs behind one of mDNS. */
const CANDIDATE =
  /^candidate:[A-Za-z0-9+/]{1,32} \d{1,5} [A-Za-z]{1,16} \d{1,10} [A-Za-z0-9.:%_-]{1,255} \d{1,5} typ [a-z]{1,16}( [\x21-\x7e]+ [\x21-\x7e]+)*$/;

/**
 * Whether a text can be a session description of a call (RFC 8866, JSEP): lines of the one form without control
 * characters, a version first, one to eight sections, and certificates named by sound hashes alone. What it says beyond
 * that is for browsers to judge.
 */
export function isSessionDescription(sdp: string): boolean {
  if (sdp.length > LIMITS.sdpLength || !sdp.endsWith('\n')) return false;
  const lines = sdp.replace(/\r?\n$/, '').split(/\r?\n/);
  if (!lines.every((line) => NO_CONTROLS.test(line) && LINE.test(line))) return false;
  const heads = lines.slice(0, 3).map((line) => line.slice(0, 2));
  if (lines[0] !== 'v=0' || heads[1] !== 'o=' || heads[2] !== 's=') return false;
  const sections = lines.filter((line) => line.startsWith('m='));
  const isMedia = sections.length > 0 && sections.length <= MOST_SECTIONS;
  return isMedia && sections.every((line) => SECTION.test(line)) && hasSoundAttributes(lines);
}

function hasSoundAttributes(lines: readonly string[]): boolean {
  const of = (name: string) => lines.filter((line) => line.toLowerCase().startsWith(`a=${name}:`));
  const fingerprints = of('fingerprint');
  const candidates = of('candidate').map((line) => line.slice(2));
  return (
    fingerprints.length > 0 && fingerprints.every(isFingerprint) && candidates.every(isIceCandidate)
  );
}

function isFingerprint(line: string): boolean {
  const [, hash = '', digest = ''] = /^a=fingerprint:(\S+) (\S+)$/i.exec(line) ?? [];
  const bytes = HASHES[hash.toLowerCase()];
  return (
    bytes !== undefined && new RegExp(`^([0-9A-F]{2}:){${bytes - 1}}[0-9A-F]{2}$`, 'i').test(digest)
  );
}

/** Whether a text can be an ICE candidate; the empty one says that there are no more. */
export function isIceCandidate(text: string): boolean {
  return text === '' || (text.length <= LIMITS.candidateLength && CANDIDATE.test(text));
}
