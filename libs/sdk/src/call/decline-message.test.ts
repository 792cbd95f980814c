import { encodeFrame, LIMITS } from '@chat/protocol';
import { parseCallFrame } from '@chat/protocol/parse-call';
import { searched } from '@chat/protocol/test/searched';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declineMessage } from './decline-message.ts';

const callId = '1'.repeat(22);
const page = { tab: callId, load: 0 };

test.each([
  ['Later', 'Later'],
  ['  one\n two\t', 'one two'],
  ['\u202Ereversed', 'reversed'],
  ['\u200B \u200D', undefined],
  ['', undefined],
  [`${'a'.repeat(LIMITS.declineLength - 1)}😀`, 'a'.repeat(LIMITS.declineLength - 1)],
])('%j becomes %j', (written, message) => {
  expect(declineMessage(written)).toBe(message);
});

test('whatever is written, a server takes what is left of it', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const run = fc.property(anything, (written) => {
    const message = declineMessage(written);
    if (message === undefined) return;
    const signal = { kind: 'decline', callId, page, reason: 'declined', message } as const;
    expect(parseCallFrame(encodeFrame({ type: 'signal', signal })).ok).toBe(true);
  });
  fc.assert(run, searched(200));
});
