import { latePart } from '../late-part.svelte.ts';

async function ask() {
  // Asking takes the page some time, too: the conversation is drawn first.
  await new Promise((resolve) => setTimeout(resolve));
  return latePart(() => import('./list-part.ts'));
}

let part: ReturnType<typeof ask> | undefined;

/** What a conversation has when it has been drawn for the first time: one promise for all who need it. */
export const listPart = () => (part ??= ask());
