import type { ConnectionId, ErrorCode, Signal, UserId } from '@chat/protocol';

/** A signal on its way to one member, or to one connection of that member [P30]. */
export interface OutgoingSignal {
  to: UserId;
  connection?: ConnectionId | undefined;
  signal: Signal;
}

/** What a call hears of the outside. `refused` answers a signal that could not be delivered. */
export type SignalEvent =
  | { type: 'signal'; from: UserId; connection: ConnectionId; signal: Signal }
  | { type: 'refused'; code: ErrorCode }
  | { type: 'member-left'; member: UserId };

/** All that a call needs of the room. `send` says whether the signal left. */
export interface SignalChannel {
  send(outgoing: OutgoingSignal): boolean;
  subscribe(listener: (event: SignalEvent) => void): () => void;
}
