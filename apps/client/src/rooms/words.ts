import { catalogue } from '../language.svelte.ts';
import { en, type RoomsText } from './words/en.ts';

/** What is said about my rooms. */
export const roomsText: RoomsText = catalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
