import type { Message, UserId } from '@chat/protocol';
import { mentionsAny } from '../chat/mentions.ts';
import { numeral } from '../language.svelte.ts';

/** What somebody has not read of a room. */
export interface Unread {
  count: number;
  /** How many of them name me. */
  mentions: number;
}

/** The messages of others that are younger than what was read, with text in them still. */
export function unreadMessages(
  messages: readonly Message[],
  readAt: number,
  self: UserId,
): readonly Message[] {
  // From the newest back: what is read is most of it, and is not looked at.
  const from = messages.findLastIndex(({ sentAt }) => sentAt <= readAt) + 1;
  return messages.slice(from).filter((message) => message.from !== self && message.text !== null);
}

/** Counts them. `names` are what I am called here. */
export function unreadOf(unread: readonly Message[], names: readonly string[]): Unread {
  return {
    count: unread.length,
    mentions: unread.filter(({ text }) => text !== null && mentionsAny(text, names)).length,
  };
}

/** The unread of several rooms together. */
export function sumOf(all: readonly Unread[]): Unread {
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    mentions: all.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}

/** How a count is shown where there is little room. */
export function shortCount(count: number): string {
  return count > 99 ? `${numeral(99)}+` : numeral(count);
}

/** The title of the page: how much waits in all my rooms, and where I am. */
export function pageTitle(unread: number, place: string | null, app: string): string {
  const title = place === null ? app : `${place} · ${app}`;
  return unread > 0 ? `(${shortCount(unread)}) ${title}` : title;
}
