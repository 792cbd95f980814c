import { localeOf, number, type Language } from './languages.ts';

/** How to fetch the words of every language but English, which comes with the code that speaks. */
export type Loaders<Words> = Record<Exclude<Language, 'en'>, () => Promise<Words>>;

const RIGHT_TO_LEFT: readonly string[] = ['ar'];

/** Fetches the words of one language and gives what puts them on the page. */
type Fetch = (language: Language) => Promise<() => void>;

// The language is the page's own, as `<html lang>` is: the words of every part follow this one.
let spoken: Language = $state('en');
let wanted: Language = 'en';
const fetches: Fetch[] = [];

/** The language of the page, with the region that the browser has for it: `en-GB`. For `Intl`. */
export function locale(): string {
  return localeOf(spoken);
}

/** A number as the language of the page writes it. */
export function numeral(value: number, options?: Intl.NumberFormatOptions): string {
  return number(spoken, value, options);
}

/**
 * The words of a part of the page, in the language that is spoken: read in a component they change with it. They come in
 * English at first; a part that is loaded on demand waits with {@link lateCatalogue}.
 */
export function catalogue<Words extends object>(english: Words, loaders: Loaders<Words>): Words {
  let words = $state.raw(english);
  const fetch: Fetch = async (language) => {
    const next = language === 'en' ? english : await loaders[language]();
    return () => (words = next);
  };
  fetches.push(fetch);
  return new Proxy(english, { get: (_, group) => Reflect.get(words, group) as unknown });
}

/** {@link catalogue} for a part that is loaded on demand: resolves when it speaks what the page speaks. */
export async function lateCatalogue<Words extends object>(
  english: Words,
  loaders: Loaders<Words>,
): Promise<Words> {
  const words = catalogue(english, loaders);
  // Without a network it speaks English rather than not at all.
  await speak(wanted).catch(() => undefined);
  return words;
}

/**
 * Makes the page speak a language: all of its parts at once, without a reload. Rejects when the words cannot be fetched;
 * then the page goes on in the language it has. Of two wishes the later counts.
 */
export async function speak(language: Language): Promise<void> {
  const before = wanted;
  wanted = language;
  try {
    const changes = await Promise.all(fetches.map((fetch) => fetch(language)));
    if (wanted !== language) return;
    for (const change of changes) change();
    spoken = language;
    document.documentElement.lang = language;
    document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  } catch (error) {
    if (wanted === language) wanted = before;
    throw error;
  }
}
