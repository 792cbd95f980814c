import type { ClientFrame, RoomId } from '@chat/protocol';
import type { SignalEvent } from './call/signal-channel.ts';
import { isMineElsewhere } from './reoffer.ts';
import type { RoomFrame, RoomState } from './room-state.ts';

/** Asks to be let in, from where I have read to [P13], with what I remember of a room that had an owner [P26]. */
export function joinFrame(room: RoomId, state: RoomState): Extract<ClientFrame, { type: 'join' }> {
  const { position, info } = state;
  // Another tab may have read on in a newer log than the one that confirmed my entries.
  const from = position && !isMineElsewhere(state) ? { position } : {};
  const frame = { type: 'join', room, ...from } as const;
  if (!info || info.ownerId === null) return frame;
  const { title, ownerId, createdAt, changedAt, locked, seal, access } = info;
  const sealed = { title, ownerId, createdAt, changedAt, locked, seal, ...(access && { access }) };
  return { ...frame, sealed };
}

/** What a call hears of a frame [P30]. */
export function signalEventOf(frame: RoomFrame): SignalEvent | null {
  switch (frame.type) {
    case 'signal': {
      const { from, connection, signal } = frame;
      return { type: 'signal', from, connection, signal };
    }
    case 'rejected':
      // One that is at fault itself would be refused again, whichever way it goes.
      return frame.signal && frame.code !== 'bad-request'
        ? { type: 'refused', refused: frame.signal }
        : null;
    case 'member-left':
      return { type: 'member-left', member: frame.member };
    case 'member-joined':
      return { type: 'member-back', member: frame.member.id };
    case 'member-changed':
      return frame.member.presence === 'reconnecting'
        ? null
        : { type: 'member-back', member: frame.member.id };
    case 'snapshot':
    case 'resumed':
      return { type: 'back' };
    default:
      return null;
  }
}
