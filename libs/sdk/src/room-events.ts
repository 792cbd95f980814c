import type { Member, RoomEvent, Timestamp, UserId } from '@chat/protocol';
import type { Notice, RoomState } from './room-state.ts';

/** How many notices are kept: they are for the eye, and the oldest have long scrolled away. */
const NOTICES = 200;

/** What happens in a room besides its log. `now` is this device's clock, for what the server gives no time of. */
export function applyRoomEvent(
  state: RoomState,
  event: Exclude<RoomEvent, { type: 'entry-posted' }>,
  now: Timestamp,
): RoomState {
  switch (event.type) {
    case 'member-joined':
      return note(
        { ...state, members: [...without(state.members, event.member.id), event.member] },
        { kind: 'joined', at: event.at, member: event.member },
      );
    case 'member-changed':
      return change(state, event.member, now);
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

function change(state: RoomState, member: Member, now: Timestamp): RoomState {
  const before = state.members.find(({ id }) => id === member.id);
  const changed = {
    ...state,
    members: state.members.map((each) => (each.id === member.id ? member : each)),
  };
  if (!before || before.name === member.name) return changed;
  return note(changed, { kind: 'renamed', at: now, before: before.name, member });
}

type NewNotice = {
  [Kind in Notice['kind']]: Omit<Extract<Notice, { kind: Kind }>, 'key' | 'after'>;
}[Notice['kind']];

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
