import { lateCatalogue } from '../language.svelte.ts';
import { en, type CallText } from './words/en.ts';

/** Every sentence and name of calls: a catalogue of its own, because it is loaded with the calls and not with the chat. */
export const callText: CallText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
