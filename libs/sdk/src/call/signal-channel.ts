import type { CallId, ConnectionId, Signal, UserId } from '@chat/protocol';

/** A signal that does not say yet which page says it. */
export type UnsignedSignal = Signal extends infer Each
  ? Each extends Signal
    ? Omit<Each, 'page'>
    : never
  : never;

/** A signal on its way to one member, or to one connection of that member [P30]. */
export interface OutgoingSignal<S = Signal> {
  to: UserId;
  connection?: ConnectionId | undefined;
  signal: S;
}

/** The addressee and the call of a signal that could not be delivered [P31]. */
export interface RefusedSignal {
  to: UserId;
  connection?: ConnectionId | undefined;
  callId: CallId;
}

/**
 * What a call hears of the outside. `refused` answers a signal that could not be delivered; `back` says that signals can
 * leave again, and that what was sent before may not have arrived.
 */
export type SignalEvent =
  | { type: 'signal'; from: UserId; connection: ConnectionId; signal: Signal }
  | { type: 'refused'; refused: RefusedSignal }
  | { type: 'member-left'; member: UserId }
  | { type: 'member-back'; member: UserId }
  | { type: 'back' };

/** All that a call needs of the room. `send` says whether the signal left. */
export interface SignalChannel {
  send(outgoing: OutgoingSignal): boolean;
  subscribe(listener: (event: SignalEvent) => void): () => void;
}

/** Whether a signal is for the peer connection of a call, and none of the call's own. */
export function isForPeer({ kind }: { kind: Signal['kind'] }): boolean {
  return kind === 'offer' || kind === 'answer' || kind === 'candidate';
}
