import { lateCatalogue } from '../language.svelte.ts';
import { en, type EmojiWords } from './emoji-words/en.ts';

/** What the groups of emoji are called: loaded with the picker. What each emoji is called is in local-names. */
export const emojiWords: EmojiWords = await lateCatalogue(en, {
  de: async () => (await import('./emoji-words/de.ts')).de,
  es: async () => (await import('./emoji-words/es.ts')).es,
  ar: async () => (await import('./emoji-words/ar.ts')).ar,
});
