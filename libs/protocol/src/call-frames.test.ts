import { expect, test } from 'vitest';
import type { CallFrame } from './call-frames.ts';
import { parseCallFrame } from './parse-call.ts';
import { LIMITS } from './limits.ts';

const callId = '1'.repeat(22);
const page = { tab: '2'.repeat(22), load: 0 };
const media: CallFrame = { type: 'media', microphone: true, camera: false, screen: 'text' };

test.each<[string, CallFrame]>([
  ['a signal', { type: 'signal', signal: { kind: 'offer', callId, page, n: 1, sdp: 'v=0' } }],
  ['what is sent', media],
  ['all that is sent', { ...media, video: 'paused', quality: 'poor', speaking: true }],
])('[P36] %s comes through', (_, frame) => {
  expect(parseCallFrame(JSON.stringify(frame))).toEqual({ ok: true, frame });
});

test('[P36] a newer page may say more about what it sends', () => {
  expect(parseCallFrame(JSON.stringify({ ...media, hand: 'raised' })).ok).toBe(true);
});

test.each<[string, string]>([
  ['no JSON', 'hello'],
  ['an unknown type', JSON.stringify({ type: 'wave' })],
  ['a field of another kind', JSON.stringify({ ...media, camera: 'on' })],
  ['a signal that is none', JSON.stringify({ type: 'signal', signal: { kind: 'shout', callId } })],
  ['too much', JSON.stringify({ ...media, more: 'x'.repeat(LIMITS.frameBytes) })],
])('[P36] %s is no frame', (_, text) => {
  expect(parseCallFrame(text).ok).toBe(false);
});
