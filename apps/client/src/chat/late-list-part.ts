import { latePart } from '../late-part.svelte.ts';

const ask = () => latePart(() => import('./list-part.ts'));
let part: ReturnType<typeof ask> | undefined;

/** What a conversation has when it has been drawn for the first time; asked for once. */
export const listPart = () => (part ??= ask());
