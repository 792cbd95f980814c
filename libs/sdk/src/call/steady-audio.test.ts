import { describe, expect, test } from 'vitest';
import { askForSteadyAudio } from './steady-audio.ts';

const SDP = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 63 111 9',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
  'a=fmtp:96 max-fr=30',
  '',
].join('\r\n');

describe('[W9] a description', () => {
  test('asks for FEC and DTX of Opus, and leaves all else', () => {
    const asked = askForSteadyAudio(SDP);
    expect(asked).toContain('a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n');
    expect(asked.replace(';usedtx=1', '')).toBe(SDP);
  });

  test('asks once, however often', () => {
    const asked = askForSteadyAudio(SDP);
    expect(askForSteadyAudio(asked)).toBe(asked);
  });

  test('without Opus stays as it is', () => {
    const other = SDP.replace('opus/48000/2', 'PCMU/8000');
    expect(askForSteadyAudio(other)).toBe(other);
  });
});
