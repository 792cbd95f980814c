import { numeral } from '../language.svelte.ts';
import { oneLine } from './last-line.ts';

/** What a person wants to be told of while they look elsewhere. */
export interface Wishes {
  messages: boolean;
  mentions: boolean;
}

/** A message that came, and whether it names me. */
export interface Arrival {
  seq: number;
  name: string;
  text: string;
  mentionsMe: boolean;
}

/** A notice outside of the page: one for each room, which the next burst replaces. */
export interface Notice {
  title: string;
  body: string;
  /** Where a press on it leads. */
  seq: number;
}

/** What is told of a burst of messages; null where nobody wants to hear of it. */
export function noticeOf(
  room: string,
  arrivals: readonly Arrival[],
  { messages, mentions }: Wishes,
): Notice | null {
  const wanted = arrivals.filter(({ mentionsMe }) => messages || (mentions && mentionsMe));
  // Who is named is led to that, and not to what was said after it.
  const named = mentions ? wanted.find(({ mentionsMe }) => mentionsMe) : undefined;
  const told = named ?? wanted.at(-1);
  if (!told) return null;
  const more = wanted.length > 1 ? ` (${numeral(wanted.length)})` : '';
  return { title: `${room}${more}`, body: `${told.name}: ${oneLine(told.text)}`, seq: told.seq };
}
