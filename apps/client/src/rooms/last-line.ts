import type { Message, UserId } from '@chat/protocol';

/** The newest message of a room, for its line in the list. */
export interface LastLine {
  /** Whose it is; null for mine. */
  name: string | null;
  text: string;
  at: number;
}

/** A line has no room for more, and a long text is costly to lay out. */
const LENGTH = 120;

/** The newest message that has a text still, on one line; null when there is none. */
export function lastLineOf(messages: readonly Message[], self: UserId): LastLine | null {
  const last = messages.findLast(({ text }) => text !== null);
  if (!last || last.text === null) return null;
  const name = last.from === self ? null : last.name;
  return { name, text: oneLine(last.text), at: last.sentAt };
}

/** White space of all kinds as single spaces, and not more than fits. */
export function oneLine(text: string): string {
  // Twice what fits is enough to know it after white space is gone.
  const line = text
    .slice(0, 2 * LENGTH)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LENGTH ? `${[...line].slice(0, LENGTH - 1).join('')}…` : line;
}
