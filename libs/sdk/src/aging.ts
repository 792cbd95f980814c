import { LIMITS, type Timestamp } from '@chat/protocol';
import { absorbChanges, withdraw } from './outbox.ts';
import type { OutboxEntry, RoomState } from './room-state.ts';

/** Time passed: what is too old is not sent by itself any more, and what waited in vain is given up [P22][P25]. */
export function age(state: RoomState, now: Timestamp): RoomState {
  let next = release(calm(state, now), now);
  for (const entry of state.outbox) {
    if (!isTooOld(entry, now)) continue;
    next =
      entry.status === 'waiting'
        ? withdraw(next, entry)
        : absorbChanges(withdraw(next, entry, [{ ...entry, status: 'expired' }]), entry.id);
  }
  return next;
}

/** By then the server has ended every socket that was given up here, and reads nothing of it any more. */
function calm(state: RoomState, now: Timestamp): RoomState {
  const { careful, calmAt } = state;
  if (!careful) return state;
  if (calmAt === null) return { ...state, calmAt: now + LIMITS.serverSilenceMs };
  return now < calmAt ? state : { ...state, careful: false, calmAt: null };
}

function release(state: RoomState, now: Timestamp): RoomState {
  const isOver = ({ heldUntil }: OutboxEntry) =>
    // A clock that was set back must not hold it for longer than it takes.
    heldUntil !== undefined && (now >= heldUntil || now < heldUntil - 2 * LIMITS.serverSilenceMs);
  const free = ({ heldUntil: _until, ...entry }: OutboxEntry): OutboxEntry => entry;
  return state.outbox.some(isOver)
    ? { ...state, outbox: state.outbox.map((each) => (isOver(each) ? free(each) : each)) }
    : state;
}

/** When `age` has something to do next; null for never. */
export function nextAging({ outbox, calmAt }: RoomState): Timestamp | null {
  const all = [...outbox.flatMap((entry) => [deadlineOf(entry), entry.heldUntil]), calmAt];
  const times = all.filter((at) => typeof at === 'number');
  return times.length === 0 ? null : Math.min(...times);
}

function isTooOld(entry: OutboxEntry, now: Timestamp): boolean {
  const deadline = deadlineOf(entry);
  if (deadline === null) return false;
  // A clock that was set back by as much says nothing about the age: rather not sent than sent twice.
  return now >= deadline || now < deadline - 2 * LIMITS.outboxMs;
}

function deadlineOf({ status, postedAt, waitingSince }: OutboxEntry): Timestamp | null {
  if (status === 'unsent') return postedAt + LIMITS.outboxMs;
  if (status === 'waiting') return (waitingSince ?? postedAt) + LIMITS.reofferMs;
  return null;
}
