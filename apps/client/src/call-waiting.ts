import type { OutgoingSignal, SignalEvent } from '@chat/sdk/call';

/** Somebody who rings, and by which connection. */
export interface Caller {
  callId: string;
  peer: string;
  connection: string;
}

/** Who rings by this event; null when it is nothing of the kind, or another tab of mine. */
export function callerOf(event: SignalEvent, self: string): Caller | null {
  if (event.type !== 'signal' || event.signal.kind !== 'ring' || event.from === self) return null;
  return { callId: event.signal.callId, peer: event.from, connection: event.connection };
}

/** What a telephone says that is in a call of another room: busy to the caller, and to my own tabs that it is dealt with [P33]. */
export function busyAnswers({ callId, peer, connection }: Caller, self: string): OutgoingSignal[] {
  return [
    { to: peer, connection, signal: { kind: 'decline', callId, reason: 'busy' } },
    { to: self, signal: { kind: 'settled', callId, reason: 'busy' } },
  ];
}
