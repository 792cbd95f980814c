import { lateCatalogue } from '../language.svelte.ts';
import { en, type PagesText } from './words/en.ts';

/** What the start page and the way into a room say: loaded with whichever comes first. */
export const pagesText: PagesText = await lateCatalogue(en, {
  de: async () => (await import('./words/de.ts')).de,
  es: async () => (await import('./words/es.ts')).es,
  ar: async () => (await import('./words/ar.ts')).ar,
});

const VISIBLE = /[^\s\p{Cf}]/u;
/** Signs that are not seen and change what is: as in the protocol's names. */
const HIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** What is wrong with the name of a person or a room, which the server would not take; empty when nothing is. */
export function nameProblem(name: string): string {
  if (!VISIBLE.test(name)) return pagesText.name.empty;
  const code = HIDDEN.exec(name)?.[0].codePointAt(0);
  if (code === undefined) return '';
  return pagesText.name.forbidden(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
}
