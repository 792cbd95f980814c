import {
  ERRORS,
  type ClientFrame,
  type ErrorCode,
  type RoomId,
  type ServerFrame,
} from '@chat/protocol';

/** The frames that may be refused while the socket stays open. */
export type RoomFrame = Exclude<ClientFrame, { type: 'hello' | 'heartbeat' }>;

/** The answer to a refused request. It repeats what the request is known by [P3], [P24], [P31]. */
export function rejectionOf(
  frame: RoomFrame,
  { code, message }: { code: ErrorCode; message: string },
): ServerFrame {
  const { type: request, room } = frame;
  return { type: 'rejected', request, room, ...referenceTo(frame), code, message };
}

/** Says to who is in a room that they are not any more, and have to join again [P29]. */
export function interruptionOf(room: RoomId): ServerFrame {
  const [, message] = ERRORS.unavailable;
  return { type: 'rejected', request: 'join', room, code: 'unavailable', message };
}

function referenceTo(frame: RoomFrame) {
  if (frame.type === 'post') return { id: frame.id, n: frame.n };
  if (frame.type !== 'signal') return {};
  const { to, connection, signal } = frame;
  return { signal: { to, ...(connection && { connection }), callId: signal.callId } };
}
