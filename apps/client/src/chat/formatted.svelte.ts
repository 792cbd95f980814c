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
    const { readMarkdown } = await import('./markdown.ts');
    // What comes of it is drawn in a task of its own: reading the part took one already.
    await new Promise((resolve) => setTimeout(resolve));
    read = readMarkdown;
  } catch {
    // Without a network the text is as readable as it was written. The next one asks again: not every browser remembers
    // that a part failed.
    loading = false;
  }
}
