import { groups } from 'virtual:emoji';
import { EmojiNames, type Fit } from './emoji-names.ts';
import type { EmojiWords } from './emoji-words/en.ts';
import { localNames } from './local-names.svelte.ts';
import { phraseOf } from './phrase.ts';
import { QUICK_REACTIONS } from './quick-reactions.ts';

export { fetchNames } from './local-names.svelte.ts';

// Loaded when somebody picks an emoji or begins to name one: it is nearly as large as all the rest of the page.

export interface Emoji {
  emoji: string;
  /** "grinning face", in the language of the page where that has a name for it. */
  name: string;
  /** Set when the name is English whatever the page speaks. */
  lang: 'en' | undefined;
}

export interface EmojiGroup {
  /** As Unicode calls it; emoji-words has the name in the language of the page. */
  name: keyof EmojiWords['groups'];
  emoji: readonly Emoji[];
}

interface Entry {
  emoji: string;
  group: string;
  /** Its English name and words. */
  line: string;
}

const ENTRIES: readonly Entry[] = groups.flatMap(([group, lines]) =>
  lines.split('\n').map((said) => {
    const end = said.indexOf('\t');
    return { emoji: said.slice(0, end), group, line: said.slice(end + 1) };
  }),
);
const ENGLISH = new EmojiNames(ENTRIES.map(({ line }) => line).join('\n'));

/** All emoji as they are ordered by Unicode, with their names as they are now: read in a component they change. */
export function emojiGroups(): readonly EmojiGroup[] {
  const local = localNames();
  return groups.map(([name]) => ({
    // The tests hold the words to the data.
    name: name as EmojiGroup['name'],
    emoji: ENTRIES.flatMap(({ group }, at) => (group === name ? [emojiAt(at, local)] : [])),
  }));
}

/** The emoji that some words name in the language of the page or in English, the best first. */
export function searchEmoji(query: string, limit: number): readonly Emoji[] {
  const wanted = phraseOf(query).trim();
  if (wanted === '') return [];
  const local = localNames();
  return ENTRIES.flatMap((_, at) => foundAt(at, wanted, local) ?? [])
    .sort(
      (one, other) =>
        one.isPart - other.isPart ||
        one.isForeign - other.isForeign ||
        one.way - other.way ||
        one.isRare - other.isRare ||
        one.length - other.length,
    )
    .slice(0, limit)
    .map(({ at }) => emojiAt(at, local));
}

/** The sooner in the list, the less; between equals Unicode decides. */
interface Found extends Fit {
  at: number;
  /** 1 where another language than the page's names it so. */
  isForeign: 0 | 1;
  /** 1 for all but those with which people react most. */
  isRare: 0 | 1;
}

function foundAt(at: number, wanted: string, local: EmojiNames | null): Found | null {
  const [own, english] = [local?.fitAt(at, wanted), ENGLISH.fitAt(at, wanted)];
  const isForeign = own && own.isPart <= (english?.isPart ?? 1) ? 0 : 1;
  const fit = isForeign ? english : own;
  if (!fit) return null;
  const isRare = QUICK_REACTIONS.some(({ emoji }) => emoji === ENTRIES[at]?.emoji) ? 0 : 1;
  return { ...fit, at, isForeign, isRare };
}

function emojiAt(at: number, local: EmojiNames | null): Emoji {
  const emoji = ENTRIES[at]?.emoji ?? '';
  const name = local?.nameAt(at);
  return name ? { emoji, name, lang: undefined } : { emoji, name: ENGLISH.nameAt(at), lang: 'en' };
}
