import type { Notice, OutboxEntry, VisibleMessage } from '@chat/sdk';
import type { CallLine } from '../call-log.svelte.ts';

/** One line of the conversation, ready to be drawn. `first` begins a group of one author's messages. */
export type TimelineItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'message'; key: string; message: VisibleMessage; first: boolean }
  | { kind: 'notice'; key: string; notice: Notice }
  | { kind: 'call'; key: string; line: CallLine }
  | { kind: 'pending'; key: string; entry: OutboxEntry; first: boolean };

/** Messages of one author within this time stand together. */
const GROUP_MS = 5 * 60_000;

/** What a conversation is made of: the log, what happened beside it, and my messages that are not in it yet. */
export interface Conversation {
  messages: readonly VisibleMessage[];
  notices: readonly Notice[];
  /** What became of my calls. */
  calls?: readonly CallLine[];
  pending: readonly OutboxEntry[];
}

/** Lays a conversation out in the order in which it is read. */
export function buildTimeline(conversation: Conversation): TimelineItem[] {
  const { messages, pending } = conversation;
  const items: TimelineItem[] = [];
  const waiting = aside(conversation);
  let taken = 0;
  const takeNotices = (before: number) => {
    for (let next; (next = waiting[taken]) && next.after < before; taken++) {
      startDay(items, next.at);
      items.push(next.item);
    }
  };
  for (const message of messages) {
    takeNotices(message.seq);
    startDay(items, message.sentAt);
    const first = !continuesGroup(items.at(-1), message);
    // By its place in the log: an author may use an id again that the server has long forgotten.
    items.push({ kind: 'message', key: `message:${message.seq}`, message, first });
  }
  takeNotices(Infinity);
  pending.forEach((entry, index) => {
    items.push({ kind: 'pending', key: `pending:${entry.id}`, entry, first: index === 0 });
  });
  return items;
}

interface Aside {
  after: number;
  at: number;
  item: TimelineItem;
}

/** What stands between the messages, in the order of its places in the log, then of the clock. */
function aside({ messages, notices, calls = [] }: Conversation): Aside[] {
  const first = (messages[0]?.seq ?? 1) - 1;
  const all: Aside[] = [
    ...notices.map((notice): Aside => {
      const { after, at, key } = notice;
      return { after, at, item: { kind: 'notice', key: `notice:${key}`, notice } };
    }),
    ...calls.map((line): Aside => {
      const { after, at, key } = line;
      return { after, at, item: { kind: 'call', key: `call:${key}`, line } };
    }),
  ];
  const shown = all.filter(({ after }) => after >= first);
  return calls.length === 0 ? shown : shown.sort((a, b) => a.after - b.after || a.at - b.at);
}

function startDay(items: TimelineItem[], at: number): void {
  const last = items.at(-1);
  const lastAt = last && timeOf(last);
  if (lastAt === undefined || dayOf(lastAt) !== dayOf(at)) {
    items.push({ kind: 'day', key: `day:${dayOf(at)}:${items.length}`, at });
  }
}

function timeOf(item: TimelineItem): number {
  switch (item.kind) {
    case 'day':
      return item.at;
    case 'message':
      return item.message.sentAt;
    case 'notice':
      return item.notice.at;
    case 'call':
      return item.line.at;
    case 'pending':
      return item.entry.postedAt;
  }
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function continuesGroup(last: TimelineItem | undefined, message: VisibleMessage): boolean {
  if (last?.kind !== 'message') return false;
  const { from, name, sentAt } = last.message;
  return from === message.from && name === message.name && message.sentAt - sentAt < GROUP_MS;
}

/** Messages by their id. */
export function byId(messages: readonly VisibleMessage[]): ReadonlyMap<string, VisibleMessage> {
  return new Map(messages.map((message) => [message.id, message]));
}
