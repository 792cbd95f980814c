import { describe, expect, it } from 'vitest';
import { parseClientFrame, type ClientFrame } from './client-frames.ts';
import { encodeFrame } from './encode-frame.ts';
import { LIMITS } from './limits.ts';
import { parseServerFrame } from './parse.ts';

const ROOM = 'r'.repeat(32);
const USER = 'u'.repeat(22);
const CALL = 'c'.repeat(22);

const signal = (body: object) =>
  JSON.stringify({ type: 'signal', room: ROOM, to: USER, signal: body });

describe('frames', () => {
  it('[P1] a frame comes out as it went in', () => {
    const frame: ClientFrame = {
      type: 'post',
      room: ROOM,
      id: USER,
      epoch: 'e'.repeat(11),
      n: 1,
      body: { kind: 'text', text: 'hi \u{1F600}\n"' },
    };
    expect(parseClientFrame(encodeFrame(frame))).toEqual({ ok: true, frame });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '"join"'],
    ['null', 'null'],
    ['an array', '[{"type":"heartbeat"}]'],
    ['no type', '{}'],
    ['a type that is no text', '{"type":1}'],
    ['an unknown type', '{"type":"shout"}'],
    ['a type of the prototype', '{"type":"__proto__"}'],
    ['a type of every object', '{"type":"constructor"}'],
    ['a frame of the other side', '{"type":"bye","retryMs":1}'],
    ['a field too many', '{"type":"heartbeat","x":1}'],
    ['a poisoned field', '{"type":"heartbeat","__proto__":{"x":1}}'],
    ['a field too few', '{"type":"join"}'],
    ['a room id that is too short', '{"type":"join","room":"abc"}'],
    ['a version that is no number', '{"type":"hello","version":"1"}'],
    ['a version that is no integer', '{"type":"hello","version":1.5}'],
    ['a number beyond all', '{"type":"hello","version":1e999}'],
  ])('[P1] %s is no frame', (_, text) => {
    expect(parseClientFrame(text).ok).toBe(false);
  });

  it('[P1] the reason never quotes the text', () => {
    for (const text of ['canary', '{"type":"canary"}', '{"type":"join","room":"canary"}']) {
      expect(JSON.stringify(parseClientFrame(text))).not.toContain('canary');
    }
  });

  it('[P1] of a name that occurs twice the last value counts, for the check as for the frame', () => {
    const twice = parseClientFrame(`{"type":"heartbeat","type":"leave","room":"${ROOM}"}`);
    expect(twice).toEqual({ ok: true, frame: { type: 'leave', room: ROOM } });
  });

  it('[P1] nesting as deep as a frame can hold does no harm', () => {
    const deep = '['.repeat(LIMITS.frameBytes);
    expect(parseClientFrame(deep).ok).toBe(false);
    expect(parseServerFrame(`{"type":"bye","retryMs":${deep}`).ok).toBe(false);
  });

  const page = { tab: CALL, load: 0 };

  it('[P30] a session description has its limit', () => {
    const offer = (length: number) =>
      signal({ kind: 'offer', callId: CALL, page, n: 1, sdp: 'v'.repeat(length) });
    expect(parseClientFrame(offer(LIMITS.sdpLength)).ok).toBe(true);
    expect(parseClientFrame(offer(LIMITS.sdpLength + 1)).ok).toBe(false);
  });

  it('[P30] a signal knows no other fields', () => {
    expect(parseClientFrame(signal({ kind: 'ring', callId: CALL, page })).ok).toBe(true);
    expect(parseClientFrame(signal({ kind: 'ring', callId: CALL, page, from: USER })).ok).toBe(
      false,
    );
    expect(parseClientFrame(signal({ kind: 'sing', callId: CALL })).ok).toBe(false);
  });
});
