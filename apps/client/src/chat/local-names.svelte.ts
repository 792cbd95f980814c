import { lateCatalogue } from '../language.svelte.ts';
import { EmojiNames } from './emoji-names.ts';

type Load = () => Promise<{ lines: string }>;

/** The names of emoji in a language that is not English: English ones do until these are there. */
export class LocalNames {
  readonly #load: Load;
  #names: EmojiNames | null = $state.raw(null);

  constructor(load: Load) {
    this.#load = load;
  }

  /** Null while they cannot be loaded. */
  get names(): EmojiNames | null {
    return this.#names;
  }

  /** Never rejects: for want of these names the page is not kept from speaking its language. */
  async fetch(): Promise<void> {
    if (this.#names) return;
    try {
      this.#names = new EmojiNames((await this.#load()).lines);
    } catch {
      // The next picker, or the next ":", asks again.
    }
  }
}

interface Spoken {
  /** Null in English, which comes with the emoji. */
  local: LocalNames | null;
}

const spoken = await lateCatalogue<Spoken>(
  { local: null },
  {
    de: languageOf(() => import('virtual:emoji-names-de')),
    es: languageOf(() => import('virtual:emoji-names-es')),
    ar: languageOf(() => import('virtual:emoji-names-ar')),
  },
);

/** The names in the language of the page: null when it is English, or has no others yet. */
export function localNames(): EmojiNames | null {
  return spoken.local?.names ?? null;
}

/** Asks once more for names that could not be loaded. */
export async function fetchNames(): Promise<void> {
  await spoken.local?.fetch();
}

function languageOf(load: Load): () => Promise<Spoken> {
  const local = new LocalNames(load);
  return async () => {
    await local.fetch();
    return { local };
  };
}
