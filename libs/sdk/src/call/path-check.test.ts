import { describe, expect, test, vi } from 'vitest';
import { checkPath, judgePaths, type FoundPath, type PathCheck } from './path-check.ts';

const host: FoundPath = { type: 'host', relayProtocol: null };
const seen: FoundPath = { type: 'srflx', relayProtocol: null };
const relay = (relayProtocol: string | null): FoundPath => ({ type: 'relay', relayProtocol });

const none: RTCIceServer[] = [];
const stun: RTCIceServer[] = [{ urls: ['stun:stun.example'] }];
const turn: RTCIceServer[] = [
  { urls: ['turn:turn.example', 'turn:turn.example?transport=tcp', 'turns:turn.example'] },
];
const onlyTcp: RTCIceServer[] = [{ urls: 'turn:turn.example?transport=tcp' }];

describe('what can be done about calls', () => {
  const rows: [string, FoundPath[], RTCIceServer[], PathCheck][] = [
    ['no address at all, no call', [], none, 'impossible'],
    ['no address though there are servers, no call', [], turn, 'impossible'],
    ['an own address is enough where no server is named', [host], none, 'ready'],
    ['a relay by UDP', [host, relay('udp')], turn, 'ready'],
    ['a browser that does not say how it reaches the relay', [host, relay(null)], turn, 'ready'],
    ['a relay by TCP alone: this network lets no UDP out', [host, relay('tcp')], turn, 'relay'],
    ['a relay by TLS alone', [host, relay('tls')], turn, 'relay'],
    ['a relay by TCP beside a way by UDP', [host, seen, relay('tcp')], turn, 'ready'],
    ['a relay by TCP that has no other address', [host, relay('tcp')], onlyTcp, 'ready'],
    ['a browser that may use the relay alone', [relay('udp')], turn, 'relay'],
    ['a relay that cannot be reached', [host], turn, 'near'],
    ['seen from outside, though the relay is away', [host, seen], turn, 'ready'],
    ['STUN alone that says nothing new', [host], stun, 'ready'],
  ];
  test.each(rows)('%s', (_name, found, servers, judged) => {
    expect(judgePaths(found, servers)).toBe(judged);
  });

  test('a page without https, and a browser without WebRTC, make no call', async () => {
    expect(await checkPath(none)).toBe('insecure');
    vi.stubGlobal('isSecureContext', true);
    expect(await checkPath(none)).toBe('unsupported');
    vi.unstubAllGlobals();
  });
});
