import keywords from 'emojilib';
import data from 'unicode-emoji-json';
import type { EmojiWords } from './emoji-words/en.ts';

// Loaded when somebody picks an emoji or begins to name one: it is as large as all the rest of the page.

export interface Emoji {
  emoji: string;
  /** "grinning face". */
  name: string;
}

export interface EmojiGroup {
  /** As Unicode calls it; emoji-words has the name in the language of the page. */
  name: keyof EmojiWords['groups'];
  emoji: readonly Emoji[];
}

interface Entry extends Emoji {
  group: EmojiGroup['name'];
  /** All that it can be found by, the words of its own name first. */
  words: readonly string[];
}

const ENTRIES: readonly Entry[] = Object.entries(data).map(([emoji, { name, slug, group }]) => ({
  emoji,
  name,
  // The tests hold the words to the data.
  group: group as EmojiGroup['name'],
  words: [slug, ...(keywords[emoji] ?? []).map((word) => word.toLowerCase())],
}));

/** All emoji as they are ordered by Unicode. */
export const GROUPS: readonly EmojiGroup[] = [...new Set(ENTRIES.map(({ group }) => group))].map(
  (name) => ({ name, emoji: ENTRIES.filter(({ group }) => group === name) }),
);

/** The emoji that a word names, the best first. */
export function searchEmoji(query: string, limit: number): readonly Emoji[] {
  const wanted = query.trim().toLowerCase().replaceAll(/\s+/g, '_');
  if (wanted === '') return [];
  const ranked = ENTRIES.flatMap((entry) => {
    const rank = rankOf(entry, wanted);
    return rank === null ? [] : [{ entry, rank }];
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** Its name before words that are said of it, whole words before their beginnings. */
function rankOf({ words: [slug = '', ...others] }: Entry, wanted: string): number | null {
  if (slug === wanted) return 0;
  if (slug.endsWith(`_${wanted}`)) return 1;
  if (others.includes(wanted)) return 2;
  if (slug.startsWith(wanted)) return 3;
  if (slug.includes(`_${wanted}`)) return 4;
  return others.some((word) => word.startsWith(wanted)) ? 5 : null;
}
