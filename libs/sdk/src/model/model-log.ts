import type { Body, Entry, Epoch, ErrorCode, Message, Position, UserId } from '@chat/protocol';

type Change = Exclude<Body, { kind: 'text' }>;

/** A `post` with its author, as the log sees it. */
export interface Draft {
  id: string;
  from: UserId;
  producer: string;
  epoch: Epoch;
  n: number;
  body: Body;
  sentAt: number;
}

/** All that a log is: a copy of it is a backup. */
export interface LogData {
  epoch: Epoch;
  /** Everything since the beginning, without what was deleted. */
  entries: Entry[];
  posted: Record<string, number>;
  /** Who resumes from before this gets a snapshot. */
  firstResumable: number;
}

/** So many messages a snapshot of the model shows. */
const SHOWN = 6;

export function emptyLog(epoch: Epoch): LogData {
  return { epoch, entries: [], posted: {}, firstResumable: 1 };
}

/** The checks in the order of [P24]; a new entry is in the log when this returns. */
export function append(
  log: LogData,
  draft: Draft,
): { entry: Entry; isNew: boolean } | { code: ErrorCode } {
  if (draft.epoch !== log.epoch) return { code: 'epoch-stale' };
  const isNext = draft.n === (log.posted[draft.producer] ?? 0) + 1;
  const known = log.entries.find(({ id }) => id === draft.id);
  if (known && known.from !== draft.from) return { code: 'id-taken' };
  // A known id never counts.
  if (known) return { entry: known, isNew: false };
  if (!isNext) return { code: 'out-of-order' };
  const code = draft.body.kind === 'text' ? null : fault(log, draft.body, draft.from);
  if (code) return { code };
  log.posted[draft.producer] = draft.n;
  return { entry: add(log, draft), isNew: true };
}

/** What a log amounts to, computed by looking at each message's changes: not the way in which the client does it. */
export function messagesOf({ entries }: Pick<LogData, 'entries'>): Message[] {
  const deleted = new Set(
    entries.flatMap(({ body }) => (body.kind === 'delete' ? [body.target] : [])),
  );
  return entries.flatMap((entry): Message[] => {
    const { id, seq, from, name, sentAt, body } = entry;
    const base = { id, seq, from, name, sentAt };
    if (deleted.has(id)) return [{ ...base, text: null, reactions: [] }];
    if (body.kind !== 'text') return [];
    const edit = entries.findLast(
      (later) => later.body.kind === 'edit' && later.body.target === id,
    );
    const edited =
      edit?.body.kind === 'edit' ? { text: edit.body.text, editedAt: edit.sentAt } : {};
    return [{ ...base, text: body.text, ...edited, reactions: reactionsTo(id, entries) }];
  });
}

/** The answer to a `join` [P13]. */
export function answerTo(log: LogData, position: Position | undefined) {
  const seq = log.entries.length;
  const isKept =
    position?.epoch === log.epoch && position.seq <= seq && position.seq + 1 >= log.firstResumable;
  if (isKept) {
    return {
      type: 'resumed',
      epoch: log.epoch,
      seq,
      entries: log.entries.slice(position.seq),
    } as const;
  }
  const all = messagesOf(log);
  return {
    type: 'snapshot',
    epoch: log.epoch,
    seq,
    messages: all.slice(-SHOWN),
    more: all.length > SHOWN,
  } as const;
}

function fault(log: LogData, change: Change, from: UserId): ErrorCode | null {
  const target = messagesOf(log).find(({ id }) => id === change.target);
  if (!target || target.text === null) return 'message-unknown';
  return change.kind !== 'reaction' && target.from !== from ? 'not-the-author' : null;
}

function add(log: LogData, { id, from, body, sentAt }: Draft): Entry {
  const seq = log.entries.length + 1;
  const entry: Entry = { id, seq, from, name: from.slice(0, 1), sentAt, body };
  log.entries.push(entry);
  if (body.kind === 'delete') {
    log.entries = log.entries.map((each) =>
      each.id === body.target || (each.body.kind === 'edit' && each.body.target === body.target)
        ? { ...each, body: { kind: 'void' } }
        : each,
    );
  }
  return entry;
}

function reactionsTo(id: string, entries: readonly Entry[]): Message['reactions'] {
  const byEmoji = new Map<string, Set<UserId>>();
  for (const { body, from } of entries) {
    if (body.kind !== 'reaction' || body.target !== id) continue;
    const users = byEmoji.get(body.emoji) ?? new Set();
    if (body.on) users.add(from);
    else users.delete(from);
    // An emoji that nobody has any more comes last when it comes back.
    if (users.size === 0) byEmoji.delete(body.emoji);
    else byEmoji.set(body.emoji, users);
  }
  return [...byEmoji].map(([emoji, users]) => ({ emoji, users: [...users] }));
}
