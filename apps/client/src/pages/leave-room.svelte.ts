import { isolate } from '../languages.ts';
import type { MyRooms } from '../rooms/my-rooms.svelte.ts';
import type { OpenRoom } from '../rooms/open-room.svelte.ts';
import type { Session } from '../session.svelte.ts';
import { pagesText } from './words.ts';

/** What would be gone with a room. */
export interface Leaving {
  unsent: number;
  draft: string;
  /** Nobody else is in, as far as is known. */
  alone: boolean;
}

let left: { id: string; title: string } | null = $state.raw(null);

/** The room that was left last on this page: one press may have been one too many. */
export const leftRoom = {
  get last() {
    return left;
  },
};

/** What is to be asked before somebody leaves; empty where nothing is lost by it. */
export function leavingQuestion({ unsent, draft, alone }: Leaving): string {
  const words = pagesText.leave;
  const reasons = [
    unsent > 0 && words.lost(unsent),
    draft.trim() && words.draft,
    alone && words.alone,
  ].filter(Boolean);
  return reasons.length > 0 ? [...reasons, words.ask].join(' ') : '';
}

/** Leaves a room, unless the person thinks better of it; says whether it was left, before all of it is erased. */
export function leaveRoom(room: OpenRoom, rooms: MyRooms, session: Session): boolean {
  const { members, unsentTexts, state } = room.view;
  const question = leavingQuestion({
    unsent: unsentTexts.length,
    draft: room.draft,
    alone: members.length === 1,
  });
  if (question && !confirm(question)) return false;
  left = { id: room.id, title: isolate(state.info?.title ?? '') };
  session.announce(pagesText.leave.youLeft(left.title));
  void rooms.leave(room);
  return true;
}
