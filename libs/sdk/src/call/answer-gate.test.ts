import { expect, test } from 'vitest';
import { AnswerGate } from './answer-gate.ts';

function gateAt() {
  let now = 0;
  const gate = new AnswerGate(() => now);
  return { gate, pass: (ms: number) => (now += ms) };
}

type Kind = 'ring' | 'rejoin' | 'offer';
const admitted = (gate: AnswerGate, user: string, times: number, kind: Kind = 'ring') =>
  Array.from({ length: times }, () => gate.admits({ kind, callId: 'one call' }, user)).filter(
    Boolean,
  ).length;
const ringAnew = (gate: AnswerGate, times: number, first = 0) =>
  Array.from({ length: times }, (_, n) =>
    gate.admits({ kind: 'ring', callId: `call ${first + n}` }, 'ann'),
  ).filter(Boolean).length;

test('who rings all the time is answered a dozen times, then twice a second', () => {
  const { gate, pass } = gateAt();
  expect(admitted(gate, 'ann', 100)).toBe(12);
  pass(1_000);
  expect(admitted(gate, 'ann', 100, 'rejoin')).toBe(2);
});

test('what nobody answers is not counted', () => {
  const { gate } = gateAt();
  expect(admitted(gate, 'ann', 100, 'offer')).toBe(100);
});

test('who rings anew again and again is heard four times, then every ten seconds', () => {
  const { gate, pass } = gateAt();
  expect(ringAnew(gate, 8)).toBe(4);
  pass(10_000);
  expect(ringAnew(gate, 8, 100)).toBe(1);
  pass(2_000);
  expect(gate.admits({ kind: 'ring', callId: 'call 100' }, 'ann'), 'the same call').toBe(true);
});

test('whom one talked to may ring anew as often as before', () => {
  const { gate } = gateAt();
  expect(ringAnew(gate, 8)).toBe(4);
  gate.forgive('bob');
  expect(ringAnew(gate, 8, 100)).toBe(0);
  gate.forgive('ann');
  expect(ringAnew(gate, 8, 200)).toBe(4);
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
  for (let n = 0; n < 63; n += 1) admitted(gate, `someone ${n}`, 1);
  expect(admitted(gate, 'ann', 1)).toBe(0);
  for (let n = 0; n < 64; n += 1) admitted(gate, `someone else ${n}`, 1);
  expect(admitted(gate, 'ann', 1)).toBe(1);
});
