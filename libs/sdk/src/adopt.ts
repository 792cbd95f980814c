import type { Timestamp } from '@chat/protocol';
import { age } from './aging.ts';
import { carefully, fresh, queueBehindSent } from './outbox.ts';
import { confirm, rejoining, wake } from './receive-log.ts';
import { compareAcked } from './reoffer.ts';
import type { OutboxEntry, RestoredRoom, RoomState } from './room-state.ts';

/**
 * Takes over, in the middle of things, what a tab that is gone had written, or what the storage gave back too late. It
 * was written before what is here. The room is joined again: the answer tells what of it is in the log.
 */
export function adopt(state: RoomState, stored: RestoredRoom, now: Timestamp): RoomState {
  const known = new Set([...state.outbox, ...state.acked].map(({ id }) => id));
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
    outbox: queueBehindSent(rejoined.outbox.map(later), outbox),
    acked: state.acked.map(later),
    written: state.written + shift,
  };
  const { ackedIn } = stored;
  const all = settleShown(withAcked(merged, { acked, ackedIn }), { outbox, ackedIn }, now);
  return wake(age(carefully(all), now));
}

/**
 * What is shown already is confirmed by that, if it is of the log that the other tab knew. Else it says nothing of what is
 * on its way to another log: only a snapshot does, and none is shown twice meanwhile.
 */
export function settleShown(
  state: RoomState,
  { outbox, ackedIn }: Pick<RestoredRoom, 'outbox' | 'ackedIn'>,
  now: Timestamp,
): RoomState {
  const open = new Set(outbox.flatMap(({ id, replaces }) => [id, replaces ?? id]));
  const shown = state.messages.filter(({ id }) => open.has(id));
  if (shown.length === 0) return state;
  if (ackedIn === null || state.position?.epoch === ackedIn) {
    return shown.reduce<RoomState>((next, message) => confirm(next, message, now), state);
  }
  const messages = state.messages.filter(({ id }) => !open.has(id));
  return { ...state, messages, position: null };
}

/** A number that it was sent under says nothing any more. Another person must not say what the one before wrote. */
function adopted({ n: _n, ...entry }: OutboxEntry, isForeign: boolean): OutboxEntry {
  return isForeign && entry.status !== 'failed' ? { ...fresh(entry), status: 'expired' } : entry;
}

/** What was confirmed by another log than I know only a snapshot can settle [P25]. */
function withAcked(
  state: RoomState,
  { acked, ackedIn }: Pick<RestoredRoom, 'acked' | 'ackedIn'>,
): RoomState {
  const mine = state.ackedIn ?? ackedIn;
  const theirs = acked.map(({ elsewhere = ackedIn, ...entry }) =>
    elsewhere === null || elsewhere === mine ? entry : { ...entry, elsewhere },
  );
  return { ...state, acked: [...theirs, ...state.acked].toSorted(compareAcked), ackedIn: mine };
}
