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

/** Takes several out, as `withdraw` does. */
export function withdrawAll(state: RoomState, entries: Outbox): RoomState {
  return entries.reduce<RoomState>((next, entry) => withdraw(next, entry), state);
}

/** Whether both change the same part of a message, its text or one emoji of mine: of those the later counts. */
export function changeSame(
  one: Pick<OutboxEntry, 'body'>,
  other: Pick<OutboxEntry, 'body'>,
): boolean {
  const part = partOf(one.body);
  return part !== null && part === partOf(other.body);
}

function partOf(body: Body): string | null {
  if (body.kind === 'text') return null;
  return body.kind === 'reaction' ? `${body.target} ${body.emoji}` : body.target;
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
  const later = state.outbox.slice(state.outbox.indexOf(entry) + 1);
  return later.some((each) => changeSame(each, entry)) && !mayComeLate(state, entry);
}

/** Changes to the same as one that waits for its message, and of which a copy may come, wait with it [P24]. */
export function waitTogether(state: RoomState, now: Timestamp): RoomState {
  const waiting = state.outbox.filter(
    (entry) => entry.status === 'waiting' && mayComeLate(state, entry),
  );
  return {
    ...state,
    outbox: state.outbox.map((entry) =>
      entry.status === 'unsent' && waiting.some((each) => changeSame(each, entry))
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

function lengthOf(body: Body): number {
  return 'text' in body ? body.text.length : 0;
}
