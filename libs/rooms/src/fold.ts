import type { Body, Entry, Message } from '@chat/protocol';

type Change = Exclude<Body, { kind: 'text' }>;
type Text = Omit<Extract<Body, { kind: 'text' }>, 'kind'>;
type Reactions = Message['reactions'];

/** The message that a text entry makes. */
export function messageOf(
  { id, seq, from, name, sentAt }: Entry,
  { text, replyTo }: Text,
): Message {
  const reply = replyTo === undefined ? {} : { replyTo };
  return Object.freeze({ id, seq, from, name, sentAt, text, ...reply, reactions: freeze([]) });
}

/** The message after a change; the message before stays as it is [P27]. */
export function changed(message: Message, { from, sentAt }: Entry, change: Change): Message {
  switch (change.kind) {
    case 'edit':
      return Object.freeze({ ...message, text: change.text, editedAt: sentAt });
    case 'delete': {
      const { id, seq, from: author, name, sentAt: postedAt } = message;
      const empty = { text: null, reactions: freeze([]) };
      return Object.freeze({ id, seq, from: author, name, sentAt: postedAt, ...empty });
    }
    case 'reaction':
      return Object.freeze({
        ...message,
        reactions: freeze(reacted(message.reactions, from, change)),
      });
  }
}

function reacted(
  reactions: Reactions,
  from: string,
  { emoji, on }: { emoji: string; on: boolean },
): Reactions {
  const present = reactions.find((reaction) => reaction.emoji === emoji);
  const users = (present?.users ?? []).filter((user) => user !== from);
  if (present?.users.includes(from) === on) return reactions;
  if (on) users.push(from);
  const reaction = Object.freeze({ emoji, users: freeze(users) });
  if (!present) return on ? [...reactions, reaction] : reactions;
  const replaced = reactions.map((each) => (each === present ? reaction : each));
  return replaced.filter((each) => each.users.length > 0);
}

/** Frozen, but of the type that the protocol's schema gives: whoever writes to it finds out. */
function freeze<T>(items: T[]): T[] {
  return Object.freeze(items) as T[];
}
