import { describe, expect, it } from 'vitest';
import { busyAnswers, callerOf } from './call-waiting.ts';

const callId = 'c'.repeat(22);
const ring = (from: string) =>
  ({ type: 'signal', from, connection: 'x', signal: { kind: 'ring', callId } }) as const;

describe('a ring while I am in a call of another room', () => {
  it.each([
    ['a ring of somebody', ring('bob'), { callId, peer: 'bob', connection: 'x' }],
    ['a ring of my other tab', ring('ann'), null],
    [
      'another signal',
      { type: 'signal', from: 'bob', connection: 'x', signal: { kind: 'here', callId } } as const,
      null,
    ],
    ['no signal', { type: 'back' } as const, null],
  ])('%s', (_, event, caller) => {
    expect(callerOf(event, 'ann')).toEqual(caller);
  });

  it('[P33] is answered as busy, and my other tabs stop ringing', () => {
    expect(busyAnswers({ callId, peer: 'bob', connection: 'x' }, 'ann')).toEqual([
      { to: 'bob', connection: 'x', signal: { kind: 'decline', callId, reason: 'busy' } },
      { to: 'ann', signal: { kind: 'settled', callId, reason: 'busy' } },
    ]);
  });
});
