import { lateCatalogue } from '../language.svelte.ts';
import { en, type PeopleText } from './words/en.ts';

/** What the list of people says that nothing else does: loaded with it. */
export const peopleText: PeopleText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
