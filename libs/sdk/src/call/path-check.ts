/**
 * What this device can do about calls, found out before one. `ready`: straight to others, and by the relay where there
 * is one. `relay`: by the relay alone, for this network lets no datagrams out. `near`: there should be a relay or a STUN
 * server, and none can be reached: with people in the same network only. `impossible`: no call at all, as this network or
 * browser lets nothing through. `insecure` and `unsupported`: a page without https, a browser without WebRTC. Who hides
 * their address: `hidden`, by a relay; `no-relay`, not at all, as there is none or none can be reached.
 */
export type PathCheck =
  'ready' | 'relay' | 'near' | 'impossible' | 'insecure' | 'unsupported' | 'hidden' | 'no-relay';

/** What was gathered, as far as it matters. */
export interface FoundPath {
  type: string;
  /** How the relay is reached; browsers that do not tell use UDP first. */
  relayProtocol: string | null;
}

/** Milliseconds that a relay may take to answer. */
const GATHER_MS = 6_000;

/** Gathers once with these servers, asks nobody for permission and sends nothing to anybody else. Never throws. */
export async function checkPath(
  iceServers: RTCIceServer[],
  { relayOnly = false } = {},
): Promise<PathCheck> {
  if (!globalThis.isSecureContext) return 'insecure';
  if (typeof RTCPeerConnection === 'undefined') return 'unsupported';
  try {
    if (relayOnly && !wantsRelay(iceServers)) return 'no-relay';
    const found = await gather(iceServers, relayOnly);
    if (relayOnly) return found.some(({ type }) => type === 'relay') ? 'hidden' : 'no-relay';
    return judgePaths(found, iceServers);
  } catch {
    return 'impossible';
  }
}

/** What the paths that were found mean. Pure. */
export function judgePaths(found: FoundPath[], iceServers: RTCIceServer[]): PathCheck {
  if (found.length === 0) return 'impossible';
  const relays = found.filter(({ type }) => type === 'relay');
  const isSeenOutside = found.some(({ type }) => type === 'srflx');
  const byStreams = relays.every(
    ({ relayProtocol }) => relayProtocol !== null && relayProtocol !== 'udp',
  );
  if (relays.length === found.length) return 'relay';
  if (relays.length > 0)
    return byStreams && wantsUdp(iceServers) && !isSeenOutside ? 'relay' : 'ready';
  return iceServers.length > 0 && !isSeenOutside && wantsRelay(iceServers) ? 'near' : 'ready';
}

async function gather(iceServers: RTCIceServer[], relayOnly: boolean): Promise<FoundPath[]> {
  const policy = relayOnly ? ({ iceTransportPolicy: 'relay' } as const) : {};
  const pc = new RTCPeerConnection({ iceServers, ...policy });
  const found: FoundPath[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, GATHER_MS);
      pc.onicecandidate = ({ candidate }) => {
        if (!candidate) {
          resolve();
          return;
        }
        if (candidate.candidate === '') return;
        found.push({ type: candidate.type ?? 'host', relayProtocol: relayProtocolOf(candidate) });
      };
      pc.createDataChannel('path');
      pc.setLocalDescription().catch(reject);
    });
  } finally {
    clearTimeout(timer);
    pc.close();
  }
  return found;
}

function relayProtocolOf(candidate: RTCIceCandidate): string | null {
  return (candidate as { relayProtocol?: string | null }).relayProtocol ?? null;
}

function urlsOf(iceServers: RTCIceServer[]): string[] {
  return iceServers.flatMap(({ urls }) => urls);
}

function wantsRelay(iceServers: RTCIceServer[]): boolean {
  return urlsOf(iceServers).some((url) => /^turns?:/i.test(url));
}

function wantsUdp(iceServers: RTCIceServer[]): boolean {
  return urlsOf(iceServers).some((url) => /^turn:/i.test(url) && !/transport=tcp/i.test(url));
}
