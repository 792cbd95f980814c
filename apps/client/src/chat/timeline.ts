import type { Notice, OutboxEntry, VisibleMessage } from '@chat/sdk';
import type { CallLine } from '../call-log.svelte.ts';
import { foldRow, worthALine, type NoticeGroup } from './notices.ts';

/** One line of the conversation, ready to be drawn. `first` begins a group of one author's messages. */
export type TimelineItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: VisibleMessage; first: boolean }
  | { kind: 'notices'; key: string; notices: NoticeGroup }
  | { kind: 'call'; key: string; line: CallLine }
  | { kind: 'pending'; key: string; entry: OutboxEntry; first: boolean };

/** Messages of one author within this time stand together. */
const GROUP_MS = 5 * 60_000;

/** What a conversation is made of: the log, what happened beside it, and my messages that are not in it yet. */
export interface Conversation {
  self: string;
  messages: readonly VisibleMessage[];
  notices: readonly Notice[];
  /** What became of my calls. */
  calls?: readonly CallLine[];
  pending: readonly OutboxEntry[];
  /** The message after which all is unread; null where nothing is marked. */
  readTo?: number | null;
}

/** Lays a conversation out in the order in which it is read. */
export function buildTimeline(conversation: Conversation): TimelineItem[] {
  const { messages, pending, self, readTo = null } = conversation;
  const items: TimelineItem[] = [];
  const days = dayLines(items);
  const waiting = aside(conversation);
  let taken = 0;
  const takeAside = (before: number) => {
    for (let next; (next = waiting[taken]) && next.after < before; taken++) {
      days(next.at);
      items.push(next.item);
    }
  };
  let unread = readTo === null ? Infinity : readTo;
  for (const message of messages) {
    takeAside(message.seq);
    days(message.sentAt);
    if (message.seq > unread && message.from !== self) {
      items.push({ kind: 'unread', key: 'unread' });
      unread = Infinity;
    }
    items.push(messageItem(message, !continuesGroup(items.at(-1), message)));
  }
  takeAside(Infinity);
  for (const entry of pending) {
    const first = !continuesMine(items.at(-1), entry, self);
    items.push({ kind: 'pending', key: `pending:${entry.id}`, entry, first });
  }
  return items;
}

type MessageLine = Extract<TimelineItem, { kind: 'message' }>;

// The same line for the same message, so that who compares lines sees what has changed.
const lines = new WeakMap<VisibleMessage, MessageLine>();

function messageItem(message: VisibleMessage, first: boolean): MessageLine {
  const known = lines.get(message);
  if (known?.first === first) return known;
  // By its place in the log: an author may use an id again that the server has long forgotten.
  const line: MessageLine = { kind: 'message', key: `message:${message.seq}`, message, first };
  lines.set(message, line);
  return line;
}

interface Aside {
  after: number;
  at: number;
  item: TimelineItem;
}

/** What stands between the messages, in the order of its places in the log, then of the clock. */
function aside({ messages, notices, calls = [] }: Conversation): Aside[] {
  const first = (messages[0]?.seq ?? 1) - 1;
  const all = [...noticeLines(notices), ...calls.map(callLine)];
  const shown = all.filter(({ after }) => after >= first);
  return calls.length === 0 ? shown : shown.sort((a, b) => a.after - b.after || a.at - b.at);
}

function callLine(line: CallLine): Aside {
  const { after, at, key } = line;
  return { after, at, item: { kind: 'call', key: `call:${key}`, line } };
}

/** Notices after the same message stand in a row. */
function noticeLines(notices: readonly Notice[]): Aside[] {
  const rows: Notice[][] = [];
  for (const notice of worthALine(notices)) {
    const row = rows.at(-1);
    if (row?.[0]?.after === notice.after) row.push(notice);
    else rows.push([notice]);
  }
  return rows.flatMap(foldRow).map((group) => {
    const [{ after, at, key }] = group;
    return { after, at, item: { kind: 'notices', key: `notice:${key}`, notices: group } };
  });
}

/** Puts in a line wherever another day begins. */
function dayLines(items: TimelineItem[]): (at: number) => void {
  let day = { from: NaN, to: NaN };
  // Clocks differ: a day may come twice.
  const times = new Map<number, number>();
  return (at) => {
    if (at >= day.from && at < day.to) return;
    const date = new Date(at);
    const from = date.setHours(0, 0, 0, 0);
    day = { from, to: date.setDate(date.getDate() + 1) };
    const time = (times.get(from) ?? 0) + 1;
    times.set(from, time);
    items.push({ kind: 'day', key: `day:${from}:${time}`, at });
  };
}

function continuesGroup(last: TimelineItem | undefined, message: VisibleMessage): boolean {
  if (last?.kind !== 'message') return false;
  const { from, name, sentAt } = last.message;
  return from === message.from && name === message.name && message.sentAt - sentAt < GROUP_MS;
}

function continuesMine(last: TimelineItem | undefined, entry: OutboxEntry, self: string): boolean {
  if (last?.kind === 'pending') return entry.postedAt - last.entry.postedAt < GROUP_MS;
  if (last?.kind !== 'message' || last.message.from !== self) return false;
  return entry.postedAt - last.message.sentAt < GROUP_MS;
}

/** Messages by their id. */
export function byId(messages: readonly VisibleMessage[]): ReadonlyMap<string, VisibleMessage> {
  return new Map(messages.map((message) => [message.id, message]));
}
