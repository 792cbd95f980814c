import type { Body, Timestamp } from '@chat/protocol';
import { outgoing } from '../outbox.ts';
import { applyRoomInput } from '../room-reducer.ts';
import { initialRoomState, type RoomInput, type RoomState } from '../room-state.ts';
import { ids } from './frames.ts';

/** When a test plays, unless it says otherwise. */
export const NOW: Timestamp = 1_000_000;
export const connected: RoomInput = { type: 'connected', me: ids.ann };
/** Makes an entry or a message of `testing/frames.ts` one of mine. */
export const mine = { from: ids.ann, name: 'Ann' };

/** What becomes of a state, one input after the other, all at one time. */
export function playAt(now: Timestamp, state: RoomState, ...inputs: RoomInput[]): RoomState {
  return inputs.reduce((next, input) => applyRoomInput(next, input, now), state);
}

export const continued = (state: RoomState, ...inputs: RoomInput[]) =>
  playAt(NOW, state, ...inputs);

/** What becomes of a new room of somebody who has just connected. */
export const after = (...inputs: RoomInput[]) => continued(initialRoomState, connected, ...inputs);

/** Sends what can be sent, as the client does. */
export function sent(state: RoomState): RoomState {
  const inputs = outgoing(state).map(({ id, n }): RoomInput => ({ type: 'sent', id, n }));
  return continued(state, ...inputs);
}

export function post(n: number, body: Body = { kind: 'text', text: `mine ${n}` }): RoomInput {
  return { type: 'post', id: ids.message(n), body };
}
