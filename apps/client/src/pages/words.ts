import { lateCatalogue } from '../language.svelte.ts';
import { en, type PagesText } from './words/en.ts';

/** What the start page and the way into a room say: loaded with whichever comes first. */
export const pagesText: PagesText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
