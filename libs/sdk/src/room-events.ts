import type { Member, RoomEvent, UserId } from '@chat/protocol';
import type { Notice, RoomState } from './room-state.ts';

/** How many notices are kept: they are for the eye, and the oldest have long scrolled away. */
const NOTICES = 200;

/** What happens in a room besides its log. */
export function applyRoomEvent(
  state: RoomState,
  event: Exclude<RoomEvent, { type: 'entry-posted' }>,
): RoomState {
  switch (event.type) {
    case 'member-joined':
      return note(
        { ...state, members: [...without(state.members, event.member.id), event.member] },
        { kind: 'joined', at: event.at, member: event.member },
      );
    case 'member-changed':
      return {
        ...state,
        members: state.members.map((m) => (m.id === event.member.id ? event.member : m)),
      };
    case 'member-left': {
      const member = state.members.find(({ id }) => id === event.member);
      if (!member) return state;
      const left = { ...state, members: without(state.members, event.member) };
      return note(left, { kind: 'left', at: event.at, reason: event.reason, member });
    }
    case 'knock-heard':
      return {
        ...state,
        knocks: [...state.knocks.filter(({ id }) => id !== event.knocker.id), event.knocker],
      };
    case 'knock-answered':
      return { ...state, knocks: state.knocks.filter(({ id }) => id !== event.person) };
    case 'room-changed':
      return { ...state, info: event.info };
    case 'room-ended':
      return { ...state, phase: { status: 'left', reason: 'ended' }, members: [] };
  }
}

type NewNotice =
  | Omit<Extract<Notice, { kind: 'joined' }>, 'key' | 'after'>
  | Omit<Extract<Notice, { kind: 'left' }>, 'key' | 'after'>;

function note(state: RoomState, { member, ...fields }: NewNotice): RoomState {
  const after = state.position?.seq ?? 0;
  // A count, and nothing of what happened: the same may happen twice within a millisecond.
  const key = String(Number(state.notices.at(-1)?.key ?? 0) + 1);
  const notice = { ...fields, key, after, member: { id: member.id, name: member.name } };
  return { ...state, notices: [...state.notices.slice(1 - NOTICES), notice] };
}

function without(members: readonly Member[], id: UserId): Member[] {
  return members.filter((member) => member.id !== id);
}
