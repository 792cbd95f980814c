import type { Timestamp } from '@chat/protocol';
import { age, carefully, fresh } from './outbox.ts';
import { rejoining, wake } from './receive-log.ts';
import type { OutboxEntry, RestoredRoom, RoomState } from './room-state.ts';

/**
 * Takes over, in the middle of things, what a tab that is gone had written, or what the storage gave back too late. It
 * was written before what is here. The room is joined again: the answer tells what of it is in the log.
 */
export function adopt(state: RoomState, stored: RestoredRoom, now: Timestamp): RoomState {
  const known = new Set([...state.outbox, ...state.acked, ...state.messages].map(({ id }) => id));
  const isForeign = state.me !== null && stored.me !== null && state.me !== stored.me;
  const outbox = stored.outbox
    .filter(({ id }) => !known.has(id))
    .map((entry) => adopted(entry, isForeign));
  const acked = isForeign ? [] : stored.acked.filter(({ id }) => !known.has(id));
  const shift = Math.max(0, ...[...outbox, ...acked].map(({ order }) => order));
  if (shift === 0) return state;
  const later = <Item extends { order: number }>(item: Item) => ({
    ...item,
    order: item.order + shift,
  });
  const rejoined = rejoining(state);
  const merged: RoomState = {
    ...rejoined,
    outbox: [...outbox, ...rejoined.outbox.map(later)],
    acked: state.acked.map(later),
    written: state.written + shift,
  };
  return wake(age(carefully(withAcked(merged, { acked, ackedIn: stored.ackedIn })), now));
}

/** A number that it was sent under says nothing any more. Another person must not say what the one before wrote. */
function adopted({ n: _n, ...entry }: OutboxEntry, isForeign: boolean): OutboxEntry {
  return isForeign && entry.status !== 'failed' ? { ...fresh(entry), status: 'expired' } : entry;
}

/** Only of one log: of mine if I know anything of it, else of theirs, which only a snapshot can settle [P25]. */
function withAcked(
  state: RoomState,
  { acked, ackedIn }: Pick<RestoredRoom, 'acked' | 'ackedIn'>,
): RoomState {
  if (acked.length === 0) return state;
  if (state.ackedIn === null || ackedIn === state.ackedIn) {
    const all = [...acked, ...state.acked].toSorted((one, other) => one.seq - other.seq);
    return { ...state, acked: all, ackedIn };
  }
  return state.acked.length > 0 ? state : { ...state, acked, ackedIn, position: null };
}
