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

// Not a literal: this TypeScript's target does not know the flag that knows what an emoji is.
const EMOJI_ALONE = new RegExp(String.raw`^(?:\p{RGI_Emoji}\s*){1,3}$`, 'v');

/** Whether a text is nothing but a few emoji: those may be large. */
export function isEmojiAlone(text: string): boolean {
  return EMOJI_ALONE.test(text);
}
