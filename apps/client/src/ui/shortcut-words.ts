import { lateCatalogue } from '../language.svelte.ts';
import { en, type ShortcutWords } from './shortcut-words/en.ts';

/** Every sentence of the list of shortcuts: loaded with it. */
export const shortcutWords: ShortcutWords = await lateCatalogue(en, {
  de: async () => (await import('./shortcut-words/de.ts')).de,
  es: async () => (await import('./shortcut-words/es.ts')).es,
  ar: async () => (await import('./shortcut-words/ar.ts')).ar,
});
