import { describe, expect, it } from 'vitest';
import { CLOSE, closeVerdict } from './close-codes.ts';

describe('close codes', () => {
  it.each([
    [1000, 'resume'],
    [1001, 'resume'],
    [1003, 'stop'],
    [1005, 'resume'],
    [1006, 'resume'],
    [1009, 'stop'],
    [1011, 'resume'],
    [3999, 'resume'],
    [4000, 'resume'],
    [4099, 'resume'],
    [4100, 'start-over'],
    [4199, 'start-over'],
    [4200, 'stop'],
    [4299, 'stop'],
    [4300, 'resume'],
    [4399, 'resume'],
    [4400, 'stop'],
    [4401, 'resume'],
  ])('[P40] %i means %s', (code, verdict) => {
    expect(closeVerdict(code)).toBe(verdict);
  });

  it('[P40] every code of ours is its own and may be sent by an application', () => {
    const codes = Object.values(CLOSE);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toBeGreaterThanOrEqual(4000);
  });
});
