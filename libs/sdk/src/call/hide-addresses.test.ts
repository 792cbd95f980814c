import real from '@chat/protocol/testing/real-descriptions.json' with { type: 'json' };
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

  it.each(Object.entries(real))(
    '[S32] a description of %s has no address and no port of its own anywhere',
    (_, { gathered, offer }) => {
      const hide = (sdp: string) =>
        (hideAddresses({ kind: 'answer', callId, n: 1, sdp }) as { sdp: string }).sdp;
      // What was gathered by then names the best candidate's address and port in its sections.
      expect(gathered).toMatch(/^c=IN IP4 192\.0\.2\.2\r$/m);
      const said = hide(gathered);
      const [addresses, ports] = [/ IN IP[46] (\S+)/g, /^m=\w+ (\d+)/gm].map(
        (form) => new Set([...said.matchAll(form)].map(([, found]) => found)),
      );
      expect([...addresses!]).toEqual(['0.0.0.0']);
      // A section that is not used, or only bundled, has none.
      expect([...ports!].filter((port) => port !== '0')).toEqual(['9']);
      expect(said).not.toMatch(/192\.0\.2\.2|fd00::2|a=candidate:/);
      // Nothing but that: before anything is gathered browsers say the same by themselves.
      const nothing = offer.replace(/^(o=.*) IN IP4 \S+/m, '$1 IN IP4 0.0.0.0');
      expect(hide(offer)).toBe(nothing);
    },
  );

  it('[S32] a section that is refused stays so, and a second address is hidden, too', () => {
    const sdp =
      'm=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP6 fd00::2\r\na=rtcp:5001 IN IP6 fd00::2\r\n';
    expect(hideAddresses({ kind: 'offer', callId, n: 1, sdp })).toMatchObject({
      sdp: 'm=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n',
    });
  });

  it('[S32] other signals are as they are', () => {
    const ring: UnsignedSignal = { kind: 'ring', callId };
    expect(hideAddresses(ring)).toBe(ring);
  });
});
