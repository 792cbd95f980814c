import type { Entry, Message, UserId } from '@chat/protocol';

type Change = Exclude<Entry['body'], { kind: 'text' | 'void' }>;

/**
 * The messages after one more entry, exactly as the server folds them [P20][P27]. A change of a message that is not
 * here, or was deleted, changes nothing. `deleted`: ids of messages whose deletion is known to follow; of a `void` entry
 * alone nobody can tell whether it was a message.
 */
export function foldEntry(
  messages: readonly Message[],
  entry: Entry,
  deleted: ReadonlySet<string> = new Set(),
): readonly Message[] {
  const { body } = entry;
  switch (body.kind) {
    case 'text':
      return [...messages, messageOf(entry, body)];
    case 'void':
      return deleted.has(entry.id) ? [...messages, messageOf(entry, { text: null })] : messages;
    default:
      return replaceMessage(messages, body.target, (message) =>
        changeMessage(message, entry, body),
      );
  }
}

/** All entries of a stretch of the log, which ends where the server read it: what is `void` there is deleted there. */
export function foldEntries(
  messages: readonly Message[],
  entries: readonly Entry[],
): readonly Message[] {
  const deleted = new Set(
    entries.flatMap(({ body }) => (body.kind === 'delete' ? [body.target] : [])),
  );
  return entries.reduce((folded, entry) => foldEntry(folded, entry, deleted), messages);
}

/** The message after a change. One that was deleted stays so. */
export function changeMessage(
  message: Message,
  { from, sentAt }: Pick<Entry, 'from' | 'sentAt'>,
  change: Change,
): Message {
  if (message.text === null) return message;
  switch (change.kind) {
    case 'edit':
      return { ...message, text: change.text, editedAt: sentAt };
    case 'delete':
      return messageOf(message, { text: null });
    case 'reaction':
      return { ...message, reactions: react(message.reactions, from, change) };
  }
}

/** The list with one message replaced; the same list when it is not there or stays as it is. */
export function replaceMessage(
  messages: readonly Message[],
  id: string,
  change: (message: Message) => Message,
): readonly Message[] {
  // What changes is mostly new.
  const index = messages.findLastIndex((message) => message.id === id);
  const message = messages[index];
  if (!message) return messages;
  const changed = change(message);
  return changed === message ? messages : messages.with(index, changed);
}

export function hasReacted(message: Message, emoji: string, user: UserId): boolean {
  return message.reactions.some((each) => each.emoji === emoji && each.users.includes(user));
}

function react(
  reactions: Message['reactions'],
  user: UserId,
  { emoji, on }: { emoji: string; on: boolean },
): Message['reactions'] {
  const present = reactions.find((each) => each.emoji === emoji);
  if ((present?.users.includes(user) ?? false) === on) return reactions;
  if (!present) return [...reactions, { emoji, users: [user] }];
  const others = present.users.filter((each) => each !== user);
  const users = on ? [...others, user] : others;
  return reactions
    .map((each) => (each === present ? { emoji, users } : each))
    .filter((each) => each.users.length > 0);
}

function messageOf(
  { id, seq, from, name, sentAt }: Pick<Entry, 'id' | 'seq' | 'from' | 'name' | 'sentAt'>,
  { text, replyTo }: Pick<Message, 'text' | 'replyTo'>,
): Message {
  const reply = replyTo === undefined ? {} : { replyTo };
  return { id, seq, from, name, sentAt, text, ...reply, reactions: [] };
}
