import {
  LIMITS,
  type Body,
  type Epoch,
  type Message,
  type MessageId,
  type ServerFrame,
  type Timestamp,
  type UserId,
} from '@chat/protocol';
import { hasReacted } from './fold-entry.ts';
import { changeSame } from './outbox.ts';
import type { AckedEntry, OutboxEntry, RoomState } from './room-state.ts';

type Snapshot = Extract<ServerFrame, { type: 'snapshot' }>;
type Text = Extract<Body, { kind: 'text' }>;
type Change = Exclude<Body, { kind: 'text' }>;
type Verdict = Body | 'kept' | 'over';

/** What both logs show: `old` as I knew it, `now` as the snapshot has it. */
interface Logs {
  me: UserId | null;
  /** The log that is gone. */
  epoch: Epoch | null;
  old: ReadonlyMap<MessageId, Message>;
  /** Whether `old` shows at least all that this sequence made of it. */
  reaches: (seq: number) => boolean;
  now: ReadonlyMap<MessageId, Message>;
  more: boolean;
  acked: readonly AckedEntry[];
  /** Whether a text of mine can be told to be lost, though the snapshot shows only the newest messages. */
  isTold: (entry: AckedEntry) => boolean;
}

/**
 * The log began anew [P25], or not all of mine is in this one: which of my confirmed entries go out again, in their old
 * order, and which are still in it.
 *
 * A text is in it when its id is; otherwise it goes out with the words that it has by now, unless I deleted it. Nothing
 * doubles: the server knows the id of every message that it keeps, and of any other for 15 minutes [P22]; a text that is
 * older and may just stand above what the snapshot shows is left alone.
 *
 * Of changes only the last to each part counts (a text, or one emoji of mine), and only while I know of no newer one.
 * It is in the log when the message shows what it says. A change that is offered though the log has it is known by its
 * id, and one that is not known makes the message what I last saw it to be: both ways nothing is lost and nothing undone.
 */
export function reoffer(
  state: RoomState,
  snapshot: Snapshot,
  now: Timestamp,
): { offered: readonly OutboxEntry[]; acked: readonly AckedEntry[] } {
  const epochs = new Set(state.acked.flatMap(({ elsewhere }) => elsewhere ?? state.ackedIn ?? []));
  const lost = [...epochs].filter((epoch) => epoch !== snapshot.epoch);
  if (lost.length === 0) return { offered: [], acked: state.acked };
  const logs = new Map(lost.map((epoch) => [epoch, compare(state, snapshot, { epoch, now })]));
  const offered: OutboxEntry[] = [];
  const acked: AckedEntry[] = [];
  for (const entry of state.acked) {
    const { elsewhere, ...kept } = entry;
    const log = logs.get(elsewhere ?? state.ackedIn ?? '');
    const verdict = log ? judge(entry, log) : 'kept';
    if (verdict === 'kept') acked.push(log ? { ...kept, seq: seqIn(snapshot, log, entry) } : kept);
    else if (verdict !== 'over') offered.push(again(entry, verdict, { log, now }));
  }
  return { offered, acked };
}

/**
 * Whether another log than the one that I have read has confirmed some of mine: only a snapshot shows which of them have
 * to be offered again [P25].
 */
export function isMineElsewhere({ acked, ackedIn, position }: RoomState): boolean {
  return acked.some(({ elsewhere = ackedIn }) => elsewhere !== position?.epoch);
}

/** Which of two entries of mine was confirmed first: by its number, or, where it is of another log, by this device's clock. */
export function compareAcked(one: AckedEntry, other: AckedEntry): number {
  return one.elsewhere === other.elsewhere ? one.seq - other.seq : one.ackedAt - other.ackedAt;
}

function again(
  { id, order }: AckedEntry,
  body: Body,
  { log, now }: { log: Logs | undefined; now: Timestamp },
): OutboxEntry {
  const madeIn = log?.epoch ? { madeIn: log.epoch } : {};
  // It may stand above what the snapshot shows.
  return { id, body, order, postedAt: now, status: 'unsent', doubtful: true, ...madeIn };
}

function compare(
  { me, position, acked, messages }: RoomState,
  snapshot: Snapshot,
  { epoch, now: at }: { epoch: Epoch; now: Timestamp },
): Logs {
  const now = byId(snapshot.messages);
  const isOld = position?.epoch === epoch;
  const old = byId(isOld ? messages : []);
  // Where the first message stood that both logs show: what stood after it would be shown as well.
  const firstShown = Math.min(
    ...[...old.values()].flatMap(({ id, seq }) => (now.has(id) ? [seq] : [])),
  );
  return {
    me,
    epoch,
    old,
    reaches: (seq) => isOld && position.seq >= seq,
    now,
    more: snapshot.more,
    acked,
    isTold: ({ seq, ackedAt }) =>
      !snapshot.more || Math.abs(at - ackedAt) < LIMITS.outboxMs || seq > firstShown,
  };
}

function judge(entry: AckedEntry, logs: Logs): Verdict {
  const { body } = entry;
  if (body.kind === 'text') return judgeText(entry, body, logs);
  const isLast = !logs.acked.some(
    (other) => compareAcked(other, entry) > 0 && changeSame(other, entry),
  );
  return isLast ? judgeChange(entry, body, logs) : 'over';
}

function judgeText(entry: AckedEntry, body: Text, logs: Logs): Verdict {
  if (logs.now.get(entry.id)?.from === logs.me) return 'kept';
  if (!logs.isTold(entry)) return 'over';
  const text = presentText(entry, body.text, logs);
  return text === null ? 'over' : { ...body, text };
}

/** The words that a text of mine has by now; null when it was deleted. */
function presentText({ id, seq }: AckedEntry, original: string, logs: Logs): string | null {
  const last = logs.acked.findLast(
    ({ body }) => (body.kind === 'edit' || body.kind === 'delete') && body.target === id,
  );
  const seen = logs.old.get(id);
  if (seen && logs.reaches(last?.seq ?? seq)) return seen.text;
  if (!last) return original;
  return last.body.kind === 'edit' ? last.body.text : null;
}

function judgeChange({ seq }: AckedEntry, body: Change, logs: Logs): Verdict {
  const seen = logs.reaches(seq) ? logs.old.get(body.target) : undefined;
  // Another tab of mine has changed it since: that one's change counts, and is its to offer.
  if (seen && !shows(seen, body, logs.me)) return 'over';
  const target = logs.now.get(body.target);
  if (!target) return isEmptied(body, logs) ? 'kept' : body;
  if (shows(target, body, logs.me)) return 'kept';
  return isOvertaken(target, body, seen) ? 'over' : body;
}

/** The new log has a newer change already, made by another tab of mine before I came back. */
function isOvertaken(target: Message, { kind }: Change, seen: Message | undefined): boolean {
  const editedAt = target.editedAt ?? 0;
  return target.text === null || (kind === 'edit' && editedAt > (seen?.editedAt ?? Infinity));
}

/** Nothing is left to change: there is no message, or none that I want to be there. A log that has it may come back. */
function isEmptied(body: Change, { more, old, acked }: Logs): boolean {
  if (more) return false;
  const takesBack = body.kind === 'delete' || (body.kind === 'reaction' && !body.on);
  const isDeleted =
    old.get(body.target)?.text === null ||
    acked.some((entry) => entry.body.kind === 'delete' && entry.body.target === body.target);
  return takesBack || isDeleted;
}

function shows(message: Message, body: Change, me: UserId | null): boolean {
  switch (body.kind) {
    case 'edit':
      return message.text === body.text;
    case 'delete':
      return message.text === null;
    case 'reaction':
      return me !== null && hasReacted(message, body.emoji, me) === body.on;
  }
}

/** Where a kept entry stands now. That of a change is not told: no later than the snapshot. */
function seqIn(snapshot: Snapshot, logs: Logs, { id }: AckedEntry): number {
  return logs.now.get(id)?.seq ?? snapshot.seq;
}

function byId(messages: readonly Message[]): Map<MessageId, Message> {
  return new Map(messages.map((message) => [message.id, message]));
}
