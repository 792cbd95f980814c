import { describe, expect, it } from 'vitest';
import { hideAddresses } from './hide-addresses.ts';
import type { UnsignedSignal } from './signal-channel.ts';

const callId = 'c'.repeat(22);
const candidate = (text: string): UnsignedSignal => ({
  kind: 'candidate',
  callId,
  candidate: text,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
});
const RELAYED =
  'candidate:4 1 udp 1 203.0.113.7 49170 typ relay raddr 192.0.2.9 rport 5000 ufrag x';

describe('of somebody who hides their address', () => {
  it.each([
    'candidate:1 1 udp 1 192.0.2.9 5000 typ host generation 0',
    'candidate:2 1 udp 1 198.51.100.9 5000 typ srflx raddr 192.0.2.9 rport 5000',
    'candidate:3 1 udp 1 198.51.100.9 5000 typ prflx raddr 192.0.2.9 rport 5000',
    'candidate:1 1 tcp 1 f00-1234.local 9 typ host tcptype active',
  ])('[S32] %s is not said', (text) => {
    expect(hideAddresses(candidate(text))).toBeNull();
  });

  it('[S32] a relayed candidate is said without what is behind the relay', () => {
    const said = hideAddresses(candidate(RELAYED));
    expect(said).toEqual(
      candidate('candidate:4 1 udp 1 203.0.113.7 49170 typ relay raddr 0.0.0.0 rport 0 ufrag x'),
    );
    expect(hideAddresses(candidate(''))).toEqual(candidate(''));
  });

  it('[S32] a description has relayed candidates alone', () => {
    const sdp = [
      'v=0',
      'a=candidate:1 1 udp 1 192.0.2.9 5000 typ host',
      `a=${RELAYED}`,
      'a=mid:0',
      '',
    ].join('\r\n');
    const said = hideAddresses({ kind: 'offer', callId, n: 1, sdp });
    expect(said).toMatchObject({ kind: 'offer', n: 1 });
    const text = (said as { sdp: string }).sdp;
    expect(text).not.toMatch(/192\.0\.2\.9|typ host/);
    expect(text).toMatch(
      /^v=0\r\na=candidate:4 .* typ relay raddr 0\.0\.0\.0 rport 0 ufrag x\r\na=mid:0\r\n$/,
    );
  });

  it('[S32] other signals are as they are', () => {
    const ring: UnsignedSignal = { kind: 'ring', callId };
    expect(hideAddresses(ring)).toBe(ring);
  });
});
