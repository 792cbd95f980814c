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

/** Made when it is needed: a browser takes long to read what all emoji are. */
let emojiAlone: RegExp | undefined;

/** Whether a text is nothing but a few emoji: those may be large. */
export function isEmojiAlone(text: string): boolean {
  if (/\p{L}/u.test(text)) return false;
  // Not a literal: this TypeScript's target does not know the flag that knows what an emoji is.
  emojiAlone ??= new RegExp(String.raw`^(?:\p{RGI_Emoji}\s*){1,3}$`, 'v');
  return emojiAlone.test(text);
}
