import { hasMarkup, plain, type Rich } from './rich-text.ts';

type Read = (text: string) => readonly Rich[];

let read: Read | null = $state.raw(null);
let loading = false;

/** A text as it is drawn: plain until the reader of markup, which comes only with the first text that has some, is here. */
export function formatted(text: string): readonly Rich[] {
  if (!hasMarkup(text)) return plain(text);
  if (read) return read(text);
  void load();
  return plain(text);
}

async function load(): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    read = (await import('./markdown.ts')).readMarkdown;
  } catch {
    // Without a network the text is as readable as it was written. The next one asks again: not every browser remembers
    // that a part failed.
    loading = false;
  }
}
