import { LIMITS, type Body, type Epoch, type MessageId, type Timestamp } from '@chat/protocol';
import { OutboxFull } from './outbox-full.ts';
import type { OutboxEntry, RoomState } from './room-state.ts';

type Outbox = readonly OutboxEntry[];

/** What leaves now: an entry with the number and the log that it is sent for [P24]. */
export interface Outgoing {
  id: MessageId;
  n: number;
  epoch: Epoch;
  body: Body;
}

/** So many are under way at most: a refusal makes all behind it go again. */
const UNDER_WAY = 32;

/**
 * The entries that may leave now, in order. One that took its number before, as it seems, goes under that number and
 * alone: the log knows it, and answers without counting it again [P22]; if not, none has gone before it. What replaces a
 * copy that may still get there waits until none can be left.
 */
export function outgoing({ phase, position, outbox, posted, careful }: RoomState): Outgoing[] {
  if (phase.status !== 'joined' || !position) return [];
  const { epoch } = position;
  const sent = outbox.filter(({ status }) => status === 'sent');
  const unsent = unheld(outbox);
  const isCounted = ({ n = Infinity }: OutboxEntry) => n <= posted;
  const [first] = unsent;
  if (sent.some(isCounted)) return [];
  if (first?.n !== undefined && isCounted(first)) {
    return sent.length === 0 ? [{ id: first.id, n: first.n, epoch, body: first.body }] : [];
  }
  const firstCounted = unsent.findIndex(isCounted);
  const room = Math.max(0, (careful ? 1 : UNDER_WAY) - sent.length);
  const next = Math.max(posted, ...sent.map(({ n = 0 }) => n)) + 1;
  return unsent
    .slice(0, firstCounted < 0 ? room : Math.min(room, firstCounted))
    .map(({ id, body }, index) => ({ id, n: next + index, epoch, body }));
}

function unheld(outbox: Outbox): Outbox {
  const unsent = outbox.filter(({ status }) => status === 'unsent');
  const held = unsent.findIndex(({ heldUntil }) => heldUntil !== undefined);
  return held < 0 ? unsent : unsent.slice(0, held);
}

/** Refuses what would exceed the bounds of what may wait. */
export function assertRoomFor(outbox: Outbox, body: Body): void {
  if (outbox.length >= LIMITS.outboxEntries) throw new OutboxFull('outboxEntries');
  const length = outbox.reduce((sum, entry) => sum + lengthOf(entry.body), lengthOf(body));
  if (length > LIMITS.outboxLength) throw new OutboxFull('outboxLength');
}

/** Nobody knows what became of what was sent: all of it goes again [P22]. */
export function rewind(outbox: Outbox): Outbox {
  const sent = (entry: OutboxEntry) => entry.status === 'sent';
  return outbox.some(sent)
    ? outbox.map((entry) => (sent(entry) ? { ...entry, status: 'unsent', doubtful: true } : entry))
    : outbox;
}

/** For another log: none of the numbers counts, and what was waited for may be there. */
export function startAnew(outbox: Outbox): Outbox {
  return outbox.map((entry) => {
    const isOpen =
      entry.status === 'sent' || entry.status === 'unsent' || entry.status === 'waiting';
    if (!isOpen) return entry;
    return entry.status === 'sent' ? { ...fresh(entry), doubtful: true } : fresh(entry);
  });
}

/**
 * Puts entries into the line, behind the last that may have left: a copy of that may be on its way with its number, which
 * none other must take before it.
 */
export function queueBehindSent<Entry extends Pick<OutboxEntry, 'n'>>(
  line: readonly Entry[],
  entries: readonly Entry[],
): Entry[] {
  const last = line.findLastIndex(({ n }) => n !== undefined);
  return [...line.slice(0, last + 1), ...entries, ...line.slice(last + 1)];
}

/** What waited may have its message in that part of the log which the snapshot does not show: all of it is tried again. */
export function tryWaiting(outbox: Outbox): Outbox {
  const waiting = outbox.filter(({ status }) => status === 'waiting');
  if (waiting.length === 0) return outbox;
  const others = outbox.filter(({ status }) => status !== 'waiting');
  return [...others, ...waiting.map((entry): OutboxEntry => ({ ...entry, status: 'unsent' }))];
}

/** The same entry, to be sent. Whether a copy of it has left before is never forgotten. */
export function fresh({
  n: _n,
  code: _code,
  waitingSince: _since,
  ...entry
}: OutboxEntry): OutboxEntry {
  return { ...entry, status: 'unsent' };
}

/**
 * Copies of entries that are on their way may take numbers that have other entries by now. From here on each entry waits
 * until the one before is in the log, so that none can overtake another, until no such copy can be left [P4].
 */
export function carefully(state: RoomState): RoomState {
  return { ...state, careful: true, calmAt: null };
}

/** Takes an entry out of the line; a copy of it may still come. */
export function withdraw(state: RoomState, entry: OutboxEntry, instead: Outbox = []): RoomState {
  const index = state.outbox.findIndex(({ id }) => id === entry.id);
  if (index < 0) return state;
  const outbox = state.outbox.toSpliced(index, 1, ...instead);
  const next = { ...state, outbox };
  return entry.doubtful ? carefully(next) : next;
}

export function withdrawAll(state: RoomState, entries: Outbox): RoomState {
  return entries.reduce<RoomState>((next, entry) => withdraw(next, entry), state);
}

/** Which part of a message a change sets: of two changes to one part the later counts. Null for a text. */
export function partOf(body: Body): string | null {
  if (body.kind === 'text') return null;
  return body.kind === 'reaction' ? `${body.target} ${body.emoji}` : body.target;
}

/** Whether the outbox holds a later change to the same part. */
export function isSuperseded(outbox: Outbox, entry: OutboxEntry): boolean {
  const part = partOf(entry.body);
  const later = outbox.slice(outbox.indexOf(entry) + 1);
  return part !== null && later.some(({ body }) => partOf(body) === part);
}

/** Whether a copy of it may still get into the log. */
export function mayComeLate({ careful }: RoomState, { doubtful }: OutboxEntry): boolean {
  return careful && doubtful === true;
}

/**
 * Whether a later change to the same counts in place of this one. Not where a copy of it may come late: behind the later one
 * it would undo that, so both go, in order, and the copy is known by its id [P22].
 */
export function isOver(state: RoomState, entry: OutboxEntry): boolean {
  return isSuperseded(state.outbox, entry) && !mayComeLate(state, entry);
}

/** Changes to the same as one that waits for its message, and of which a copy may come, wait with it [P24]. */
export function waitTogether(state: RoomState, now: Timestamp): RoomState {
  const parts = state.outbox
    .filter((entry) => entry.status === 'waiting' && mayComeLate(state, entry))
    .map(({ body }) => partOf(body));
  return {
    ...state,
    outbox: state.outbox.map((entry) =>
      entry.status === 'unsent' && parts.includes(partOf(entry.body))
        ? { ...fresh(entry), status: 'waiting', waitingSince: now }
        : entry,
    ),
  };
}

/**
 * A text that does not go (any more) takes my changes to it along: they would be refused. It becomes what they made of
 * it, so that sending it again sends what was meant.
 */
export function absorbChanges(state: RoomState, id: MessageId): RoomState {
  const changes = state.outbox.filter(({ body }) => body.kind !== 'text' && body.target === id);
  if (changes.length === 0) return state;
  const kept = withdrawAll(state, changes);
  if (changes.some(({ body }) => body.kind === 'delete')) {
    return { ...kept, outbox: kept.outbox.filter((entry) => entry.id !== id) };
  }
  const edit = changes.findLast(({ body }) => body.kind === 'edit')?.body;
  return edit?.kind === 'edit' ? rewrite(kept, id, edit.text) : kept;
}

/** The text that waits under this id, with other words. */
export function rewrite(state: RoomState, id: MessageId, text: string): RoomState {
  return {
    ...state,
    outbox: state.outbox.map((entry) =>
      entry.id === id && entry.body.kind === 'text'
        ? { ...entry, body: { ...entry.body, text } }
        : entry,
    ),
  };
}

/** Nothing of it can be in the log, or it is too late to find out: what becomes of it is settled here. */
export function isHere({ status, doubtful }: OutboxEntry): boolean {
  return status === 'unsent' ? doubtful !== true : status !== 'sent';
}

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

function lengthOf(body: Body): number {
  return 'text' in body ? body.text.length : 0;
}
