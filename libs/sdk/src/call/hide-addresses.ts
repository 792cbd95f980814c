import type { UnsignedSignal } from './signal-channel.ts';

const OWN = / raddr \S+ rport \d+/;
const ANONYMOUS = ' raddr 0.0.0.0 rport 0';

/** Lines of a description with an address of its author, and the same with one that is nobody's. */
const ADDRESSES: readonly (readonly [RegExp, string])[] = [
  [/^(o=.*) IN IP[46] \S+/, '$1 IN IP4 0.0.0.0'],
  [/^c=IN IP[46] \S+/, 'c=IN IP4 0.0.0.0'],
  // A port of 0 says that the section is not used, and has to.
  [/^(m=\w+) [1-9]\d*(\/\d+)?/, '$1 9'],
  [/^a=rtcp:\d+( IN IP[46] \S+)?/, 'a=rtcp:9 IN IP4 0.0.0.0'],
];

/**
 * A signal of somebody whose address nobody in the call may learn: of their candidates those of a relay alone, and of these
 * not what is behind it (RFC 8839, 5.1). A description names no address of its own: as long as candidates trickle it has the
 * address 0.0.0.0 and the port 9 in the place of one (JSEP, RFC 9429, 5.2.1). Null where nothing is left to say. The
 * browser gathers no other candidates then; this holds should one do otherwise.
 */
export function hideAddresses(signal: UnsignedSignal): UnsignedSignal | null {
  if (signal.kind === 'candidate') {
    const { candidate } = signal;
    if (candidate !== '' && !isRelayed(candidate)) return null;
    return { ...signal, candidate: candidate.replace(OWN, ANONYMOUS) };
  }
  if (signal.kind !== 'offer' && signal.kind !== 'answer') return signal;
  const lines = signal.sdp
    .split(/(?<=\n)/)
    .filter((line) => !line.startsWith('a=candidate:') || isRelayed(line))
    .map(withoutAddress);
  return { ...signal, sdp: lines.join('') };
}

function withoutAddress(line: string): string {
  if (line.startsWith('a=candidate:')) return line.replace(OWN, ANONYMOUS);
  return ADDRESSES.reduce((text, [address, nobodys]) => text.replace(address, nobodys), line);
}

function isRelayed(candidate: string): boolean {
  return / typ relay\b/.test(candidate);
}
