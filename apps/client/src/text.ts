import { catalogue } from './language.svelte.ts';
import { en, type Text } from './text/en.ts';

/** Every sentence and name that a person meets, in their language. Read it where it is shown, so that it can change. */
export const text: Text = catalogue(en, {
  de: async () => (await import('./text/de.ts')).de,
  es: async () => (await import('./text/es.ts')).es,
  ar: async () => (await import('./text/ar.ts')).ar,
});
