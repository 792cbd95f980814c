/** The languages that the page speaks, by what each calls itself. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
} as const;
export type Language = keyof typeof LANGUAGES;

/** The best of the browser's languages that the page speaks. */
export function browserLanguage(preferred: readonly string[] = navigator.languages): Language {
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage);
  return known ?? 'en';
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
      const form = new Intl.PluralRules(language).select(count) as Forms;
      // A form without the number does not wait for how it is written: making that is slow.
      return (forms[count] ?? forms[form]).replaceAll('#', () => number(language, count));
    };
}

/** A number as a language writes it. */
export function number(
  language: Language,
  value: number,
  options?: Intl.NumberFormatOptions,
): string {
  return new Intl.NumberFormat(localeOf(language), options).format(value);
}

/** A name within a sentence that runs the other way: neither takes the order of the other's words. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

/** The language with the region that the browser has for it: `en-GB`. For `Intl`. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(LANGUAGES, tag);
}
