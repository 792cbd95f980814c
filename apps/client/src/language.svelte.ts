/** The languages that the page speaks, by what each calls itself. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
} as const;
export type Language = keyof typeof LANGUAGES;

/** How to fetch the words of every language but English, which comes with the code that speaks. */
export type Loaders<Words> = Partial<Record<Exclude<Language, 'en'>, () => Promise<Words>>>;

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

/** The best of the browser's languages that the page speaks. */
export function browserLanguage(preferred: readonly string[] = navigator.languages): Language {
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage);
  return known ?? 'en';
}

/**
 * The words of a part of the page, in the language that is spoken: read in a component they change with it. They come in
 * English at first; a part that is loaded on demand waits with {@link lateCatalogue}.
 */
export function catalogue<Words extends object>(english: Words, loaders: Loaders<Words>): Words {
  let words = $state.raw(english);
  const fetch: Fetch = async (language) => {
    const next = language === 'en' ? english : ((await loaders[language]?.()) ?? english);
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

/** The plural forms that each language has, as CLDR names them; `Intl.PluralRules` chooses. */
interface PluralForms {
  en: 'one' | 'other';
  de: 'one' | 'other';
  es: 'one' | 'many' | 'other';
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}

/** One text for each form. `#` stands for the number; a number as key is for that number alone. */
type Plural<Forms extends string> = Record<Forms, string> & Partial<Record<number, string>>;

/** What says "1 message" and "2 messages" in a language, with the number as that language writes it. */
export function plurals<L extends Language>(language: L) {
  type Forms = PluralForms[L];
  return (forms: Plural<Forms>) =>
    (count: number): string => {
      const tag = localeOf(language);
      const form = new Intl.PluralRules(tag).select(count) as Forms;
      return (forms[count] ?? forms[form]).replaceAll(
        '#',
        new Intl.NumberFormat(tag).format(count),
      );
    };
}

function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(LANGUAGES, tag);
}
