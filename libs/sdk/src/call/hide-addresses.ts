import type { UnsignedSignal } from './signal-channel.ts';

const OWN = / raddr \S+ rport \d+/;
const ANONYMOUS = ' raddr 0.0.0.0 rport 0';

/**
 * A signal of somebody whose address nobody in the call may learn: of their candidates those of a relay alone, and of these
 * not what is behind it (RFC 8839, 5.1). Null where nothing is left to say. The browser gathers no others then; this holds
 * should one do otherwise.
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
    .map((line) => (line.startsWith('a=candidate:') ? line.replace(OWN, ANONYMOUS) : line));
  return { ...signal, sdp: lines.join('') };
}

function isRelayed(candidate: string): boolean {
  return / typ relay\b/.test(candidate);
}
