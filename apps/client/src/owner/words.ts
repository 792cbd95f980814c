import { lateCatalogue } from '../language.svelte.ts';
import { en, type OwnerText } from './words/en.ts';

/** Every sentence and name of the dialog in which the owner decides: loaded with it. */
export const ownerText: OwnerText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
