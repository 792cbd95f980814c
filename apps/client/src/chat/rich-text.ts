/** A part of a message as it is drawn. Only elements and text come of it, never markup: nothing here can be a script. */
export type Rich =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'code-block'; text: string; language: string | null }
  | { kind: 'link'; href: string; label: readonly Rich[]; host: string | null }
  | { kind: 'strong' | 'em' | 'del' | 'paragraph' | 'quote'; children: readonly Rich[] }
  | { kind: 'list'; start: number | null; items: readonly (readonly Rich[])[] };

/** What a text must hold so that there is anything to format in it. */
const MARKUP = /[*_`~>[\]]|^\s*(?:[-+]|\d+[.)])\s|:\/\/|www\.|\S@\S/m;

export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

export function plain(text: string): readonly Rich[] {
  return [{ kind: 'text', text }];
}

/** An address that may be followed from a message; null for all that could do more than open a page or a mail. */
export function safeAddress(href: string): URL | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : null;
}

// Two letters of a flag, a picture, or a sign that is told to be one (1️⃣), each with what follows: skin, tags of a flag, more.
const EMOJI_ALONE =
  /^(?:(?:\p{RI}{2}|(?:(?![©®™])\p{ExtPict}|\p{Emoji}\uFE0F\u20E3?)(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007F}]|\u200D\p{ExtPict})*)\s*){1,3}$/u;

/** Whether a text is nothing but a few emoji: those may be large. */
export function isEmojiAlone(text: string): boolean {
  return EMOJI_ALONE.test(text);
}
