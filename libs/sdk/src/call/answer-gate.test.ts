import { expect, test } from 'vitest';
import { AnswerGate } from './answer-gate.ts';

function gateAt() {
  let now = 0;
  const gate = new AnswerGate(() => now);
  return { gate, pass: (ms: number) => (now += ms) };
}

const admitted = (gate: AnswerGate, user: string, times: number) =>
  Array.from({ length: times }, () => gate.admits(user)).filter(Boolean).length;

test('who rings all the time is answered a dozen times, then twice a second', () => {
  const { gate, pass } = gateAt();
  expect(admitted(gate, 'ann', 100)).toBe(12);
  pass(1_000);
  expect(admitted(gate, 'ann', 100)).toBe(2);
});

test('nobody pays for another, and silence is a new start', () => {
  const { gate, pass } = gateAt();
  expect(admitted(gate, 'ann', 100)).toBe(12);
  expect(admitted(gate, 'bob', 12)).toBe(12);
  pass(60_000);
  expect(admitted(gate, 'ann', 100)).toBe(12);
});

test('a crowd is forgotten one by one, the longest silent first', () => {
  const { gate } = gateAt();
  expect(admitted(gate, 'ann', 100)).toBe(12);
  for (let n = 0; n < 63; n += 1) gate.admits(`someone ${n}`);
  expect(gate.admits('ann')).toBe(false);
  for (let n = 0; n < 64; n += 1) gate.admits(`someone else ${n}`);
  expect(gate.admits('ann')).toBe(true);
});
