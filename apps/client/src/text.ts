import { catalogue } from './language.svelte.ts';
import { en, type Text } from './text/en.ts';

/** Every sentence and name that a person meets, in their language. Read it where it is shown, so that it can change. */
export const text: Text = catalogue(en, {});
