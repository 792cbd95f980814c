import { lateCatalogue } from '../language.svelte.ts';
import { en, type DoorText } from './words/en.ts';

/** Every sentence and name at the door of a locked room: loaded when somebody stands there. */
export const doorText: DoorText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
