import { lateCatalogue } from '../language.svelte.ts';
import { en, type SettingsText } from './words/en.ts';

/** Every sentence and name of the settings: loaded with the dialog. */
export const settingsText: SettingsText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});
