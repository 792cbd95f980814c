import type { Insertion, Written } from './written.ts';

/** What is being completed where the caret stands: `from` is the place of the sign, `query` what follows it. */
export interface Completing {
  kind: 'mention' | 'emoji';
  from: number;
  query: string;
}

/** Names may have spaces: two of them are looked through. */
const MENTION = /(?<![\p{L}\p{N}\p{M}_])@((?:[^\s@]+(?: [^\s@]*){0,2})?)$/u;
/** Two signs at least: ":)" and "12:30" are no emoji. Words of a name may be joined by `_`. */
const EMOJI = /(?<![\p{L}\p{N}\p{M}_:]):([\p{L}\p{N}\p{M}_+-]{2,})$/u;

/** What may be completed there, or null. */
export function completingAt({ value, caret }: Written): Completing | null {
  const before = value.slice(0, caret);
  const emoji = EMOJI.exec(before);
  if (emoji) return { kind: 'emoji', from: emoji.index, query: emoji[1] ?? '' };
  const mention = MENTION.exec(before);
  return mention ? { kind: 'mention', from: mention.index, query: mention[1] ?? '' } : null;
}

/** What was chosen, in the place of what was typed of it up to the caret and behind it, and a space after it. */
export function complete(
  { value, caret }: Written,
  { from }: Completing,
  chosen: string,
): Insertion {
  const word = /^[\p{L}\p{N}\p{M}_]*/u.exec(value.slice(caret))?.[0] ?? '';
  const isOfIt = fold(chosen).startsWith(fold(value.slice(from, caret) + word));
  const end = isOfIt ? caret + word.length : caret;
  return { text: `${chosen} `, start: from, end: value[end] === ' ' ? end + 1 : end };
}

/** The names that fit a query: those that begin with it before those in which a later word does. */
export function matchingNames(names: readonly string[], query: string): string[] {
  const wanted = fold(query);
  const begins = names.filter((name) => fold(name).startsWith(wanted));
  const within = names.filter(
    (name) => !begins.includes(name) && fold(name).includes(` ${wanted}`),
  );
  return [...begins, ...within];
}

function fold(text: string): string {
  return text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
