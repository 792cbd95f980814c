import { expect, test } from 'vitest';
import { isCutOff } from './is-cut-off.ts';

test.each([
  ['no socket', 'waiting', 'joined', 0, true],
  ['a socket that is being opened', 'connecting', 'joined', 0, true],
  ['all well', 'open', 'joined', 0, false],
  ['a first join under way', 'open', 'joining', 0, false],
  ['[P29] a server that asks to join again later', 'open', 'joining', 1, true],
  ['[P29] let in again', 'open', 'joined', 1, false],
  ['a connection that was closed for good', 'closed', 'joining', 1, false],
] as const)(
  'people see "Reconnecting…" or not: %s',
  (_, connection, status, setbacks, expected) => {
    expect(isCutOff(connection, { phase: { status }, setbacks })).toBe(expected);
  },
);
