import { describe, expect, it } from 'vitest';
import { TypingGate } from './typing-gate.ts';

function gateAt() {
  let now = 0;
  return { gate: new TypingGate(() => now), pass: (ms: number) => (now += ms) };
}

describe('who is said to be writing', () => {
  it('[P64] of one member, at most every two seconds', () => {
    const { gate, pass } = gateAt();
    expect(gate.admits('ann')).toBe(true);
    pass(1_999);
    expect(gate.admits('ann')).toBe(false);
    pass(1);
    expect(gate.admits('ann')).toBe(true);
  });

  it('[P64] of at most four at a time, whoever they are', () => {
    const { gate, pass } = gateAt();
    const people = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(people.map((id) => gate.admits(id))).toEqual([true, true, true, true, false, false]);
    pass(5_000);
    expect(gate.admits('f')).toBe(true);
  });
});
