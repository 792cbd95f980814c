import { createContext } from 'svelte';

/** Who can be mentioned in a room, by the names that people see there. */
export interface Mentions {
  /** The longest first, so that "Ann Lee" is not read as "Ann". */
  readonly names: readonly string[];
  isMe(mention: string): boolean;
}

/** Throws when no room is around the component. */
export const [getMentions, setMentions] = createContext<Mentions>();

export interface Piece {
  text: string;
  mention: boolean;
}

/** Whatever continues a word: "@Annika" does not mention Ann. */
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Cuts a text where somebody is mentioned as `@name`; case does not count. */
export function splitMentions(text: string, names: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = WORD.test(text[at - 1] ?? '') ? undefined : nameAt(text, at + 1, names);
    if (name === undefined) continue;
    const end = at + 1 + name.length;
    if (at > from) pieces.push({ text: text.slice(from, at), mention: false });
    pieces.push({ text: text.slice(at, end), mention: true });
    from = end;
    at = end - 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: false });
  return pieces;
}

/** Whether a text mentions any of these names. */
export function mentionsAny(text: string, names: readonly string[]): boolean {
  return splitMentions(text, names).some(({ mention }) => mention);
}

/** In the order in which {@link splitMentions} must try them. */
export function byLength(names: Iterable<string>): string[] {
  return [...new Set(names)].filter(Boolean).sort((one, other) => other.length - one.length);
}

function nameAt(text: string, at: number, names: readonly string[]): string | undefined {
  return names.find((name) => {
    const written = text.slice(at, at + name.length);
    const isSame = written.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0;
    return isSame && !WORD.test(text[at + name.length] ?? '');
  });
}
