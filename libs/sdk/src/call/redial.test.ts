import { expect, test } from 'vitest';
import {
  bob,
  callId,
  cleo,
  connected,
  connecting,
  idle,
  otherCall,
  reconnecting,
} from './call-table.contract.ts';
import { Redial } from './redial.ts';

function redialAt() {
  let now = 0;
  return { redial: new Redial(() => now), pass: (ms: number) => (now += ms) };
}

test.each([
  ['nobody is in a call', idle, bob, otherCall, 'hear'],
  ['a third person rings', connected, cleo, otherCall, 'hear'],
  ['it is our call', connected, bob, callId, 'hear'],
  ['our call is being connected', connecting, bob, otherCall, 'hear'],
  ['our media has just gone', reconnecting, bob, otherCall, 'wait'],
  ['our media is there', connected, bob, otherCall, 'wait'],
] as const)('a ring where %s', (_, state, from, id, verdict) => {
  expect(redialAt().redial.judge(state, from, id)).toBe(verdict);
});

test('another device of the other side is told busy once media has proved that they are there', () => {
  const { redial, pass } = redialAt();
  expect(redial.judge(connected, bob, otherCall)).toBe('wait');
  pass(7_999);
  expect(redial.judge(connected, bob, otherCall)).toBe('wait');
  pass(1);
  expect(redial.judge(connected, bob, otherCall)).toBe('hear');
});

test('media that stays away proves that their page is gone; a blip does not', () => {
  const { redial, pass } = redialAt();
  expect(redial.judge(connected, bob, otherCall)).toBe('wait');
  pass(2_000);
  expect(redial.judge(reconnecting, bob, otherCall)).toBe('wait');
  pass(2_000);
  expect(redial.judge(connected, bob, otherCall)).toBe('wait');
  pass(2_000);
  expect(redial.judge(reconnecting, bob, otherCall)).toBe('wait');
  pass(4_000);
  expect(redial.judge(reconnecting, bob, otherCall)).toBe('lost');
});

test('each ring has its own time', () => {
  const { redial, pass } = redialAt();
  redial.judge(connected, bob, otherCall);
  pass(9_000);
  expect(redial.judge(connected, bob, '3'.repeat(22))).toBe('wait');
});
