import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { isIceCandidate, isSessionDescription } from './session-description.ts';
// What Chromium and Firefox said to themselves in a call of ours: three media lines and a channel.
import real from './testing/real-descriptions.json' with { type: 'json' };
import { searched } from './test/searched.ts';

const browsers = Object.entries(real);
const { offer } = real.chromium;
const [first = ''] = real.chromium.candidates;

/** The same text with one line more before the first media section. */
const withLine = (line: string) => offer.replace('\r\nm=', `\r\n${line}\r\nm=`);
const fingerprint = (hash: string, bytes: number) =>
  offer.replace(/a=fingerprint:.*/g, `a=fingerprint:${hash} ${'AB:'.repeat(bytes).slice(0, -1)}`);
const sections = (count: number) => {
  const [head = '', ...media] = offer.split(/(?=m=)/);
  return head + (media[0] ?? '').repeat(count);
};

describe('a description', () => {
  it.each(browsers)('[P39] [S33] of a real %s passes, and so do its candidates', (_, said) => {
    const { offer, answer, gathered, candidates } = said;
    expect([offer, answer, gathered].map(isSessionDescription)).toEqual([true, true, true]);
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.filter((candidate) => !isIceCandidate(candidate))).toEqual([]);
  });

  it.each([
    ['with eight sections', sections(8)],
    ['with a hash of 384 bits', fingerprint('sha-384', 48)],
    ['with a hash of 512 bits, in capitals', fingerprint('SHA-512', 64)],
    ['with plain line ends', offer.replaceAll('\r\n', '\n')],
    ['with an attribute that nobody knows', withLine('a=new-thing:1')],
  ])('[P39] [S33] %s passes', (_, sdp) => {
    expect(isSessionDescription(sdp)).toBe(true);
  });

  it.each([
    ['that is empty', ''],
    ['that is no description', 'nonsense\r\n'],
    ['of another version', offer.replace('v=0', 'v=1')],
    ['without a version', offer.replace('v=0\r\n', '')],
    ['with its version elsewhere', `s=-\r\n${offer}`],
    ['without a name', offer.replace(/s=.*\r\n/, '')],
    ['without media', offer.slice(0, offer.indexOf('m='))],
    ['with nine sections', sections(9)],
    ['with a section of no kind', offer.replace('m=audio', 'm=')],
    ['without a fingerprint', offer.replace(/a=fingerprint:.*\r\n/g, '')],
    ['with a hash of MD5', fingerprint('md5', 16)],
    ['with a hash of SHA-1', fingerprint('sha-1', 20)],
    ['with a hash that is too short', fingerprint('sha-256', 20)],
    ['with one sound fingerprint and one that is not', withLine('a=fingerprint:sha-1 AB')],
    ['with a NUL', withLine('a=x:\0')],
    ['with an escape', withLine('a=x:\u001b[2J')],
    ['with a separator that ends lines elsewhere', withLine('a=x:\u2028v=0')],
    ['with a bare carriage return', withLine('a=x:1\ra=y')],
    ['with an empty line', withLine('')],
    ['with a line of no type', withLine('nothing')],
    ['with a candidate that is none', withLine('a=candidate:<script>')],
    ['that is cut off in a line', offer.slice(0, -1)],
    ['that is too long', `${offer}a=${'x'.repeat(LIMITS.sdpLength)}\r\n`],
  ])('[P39] [S33] %s does not', (_, sdp) => {
    expect(isSessionDescription(sdp)).toBe(false);
  });

  it('[P39] [S33] of any mutation is judged, and what passes holds what was promised', () => {
    const mutation = fc.record({
      from: fc.constantFrom(...browsers.flatMap(([, said]) => [said.offer, said.answer])),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 40 }),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom('\r\n', 'm=', 'a='),
      ),
    });
    fc.assert(
      fc.property(mutation, ({ from, at, cut, put }) => {
        const start = Math.floor(at * from.length);
        const sdp = from.slice(0, start) + put + from.slice(start + cut);
        if (!isSessionDescription(sdp)) return;
        expect(sdp).toMatch(/^v=0\r?\n/);
        expect(sdp).not.toMatch(/[^\P{Cc}\r\n]/u);
        expect(sdp).toMatch(/a=fingerprint:sha-(256|384|512) /i);
        expect(sdp).not.toMatch(/a=fingerprint:(md5|sha-1) /i);
        expect(sdp.split('\nm=').length - 1).toBeLessThanOrEqual(8);
      }),
      searched(1_000),
    );
  });
});

describe('a candidate', () => {
  it.each([
    ['the end of them', ''],
    [
      'a relayed one',
      'candidate:4 1 udp 41885439 203.0.113.7 49170 typ relay raddr 0.0.0.0 rport 0',
    ],
    ['one of IPv6', 'candidate:1 1 UDP 2122252543 2001:db8::1 56789 typ host'],
    ['one of TCP', 'candidate:2 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0'],
    ['one behind a name', `candidate:3 1 udp 1 ${'a'.repeat(8)}-1234.local 5000 typ host`],
  ])('[P39] [S33] %s passes', (_, candidate) => {
    expect(isIceCandidate(candidate)).toBe(true);
  });

  it.each([
    ['without its head', first.replace('candidate:', '')],
    ['without a type', first.replace(/ typ .*/, '')],
    ['with a port of six digits', 'candidate:1 1 udp 1 192.0.2.1 123456 typ host'],
    ['with a control', `${first}\u0007`],
    ['with a line more', `${first}\r\na=x`],
    ['with an address that is markup', 'candidate:1 1 udp 1 <b> 1 typ host'],
    ['with half an extension', `${first} alone`],
    ['that is too long', `${first} x ${'y'.repeat(LIMITS.candidateLength)}`],
  ])('[P39] [S33] %s does not', (_, candidate) => {
    expect(isIceCandidate(candidate)).toBe(false);
  });
});
