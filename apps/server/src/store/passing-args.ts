import type { Passing } from '@chat/rooms';

/** The step that sends what passes through a room, with its arguments. */
export function passingArgs(passing: Passing): ['tell' | 'sendSignal', string[]] {
  const json = JSON.stringify(passing);
  if (passing.kind === 'typing') return ['tell', [json]];
  const { to, connection = '', frame } = passing.signal;
  return ['sendSignal', [to, connection, frame.connection, json]];
}
