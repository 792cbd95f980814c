import { afterEach, expect, test } from 'vitest';
import { en as callEn } from './call/words/en.ts';
import { de as callDe } from './call/words/de.ts';
import { es as callEs } from './call/words/es.ts';
import { ar as callAr } from './call/words/ar.ts';
import { en as emojiEn } from './chat/emoji-words/en.ts';
import { de as emojiDe } from './chat/emoji-words/de.ts';
import { es as emojiEs } from './chat/emoji-words/es.ts';
import { ar as emojiAr } from './chat/emoji-words/ar.ts';
import { catalogue, lateCatalogue, speak } from './language.svelte.ts';
import { browserLanguage } from './languages.ts';
import { LANGUAGES, type Language } from './languages.ts';
import { en as ownerEn } from './owner/words/en.ts';
import { de as ownerDe } from './owner/words/de.ts';
import { es as ownerEs } from './owner/words/es.ts';
import { ar as ownerAr } from './owner/words/ar.ts';
import { en as settingsEn } from './settings/words/en.ts';
import { de as settingsDe } from './settings/words/de.ts';
import { es as settingsEs } from './settings/words/es.ts';
import { ar as settingsAr } from './settings/words/ar.ts';
import { en as pagesEn } from './pages/words/en.ts';
import { en as peopleEn } from './people/words/en.ts';
import { de as pagesDe } from './pages/words/de.ts';
import { de as peopleDe } from './people/words/de.ts';
import { es as pagesEs } from './pages/words/es.ts';
import { es as peopleEs } from './people/words/es.ts';
import { ar as pagesAr } from './pages/words/ar.ts';
import { ar as peopleAr } from './people/words/ar.ts';
import { en } from './text/en.ts';
import { de } from './text/de.ts';
import { es } from './text/es.ts';
import { ar } from './text/ar.ts';

const CATALOGUES: Record<Language, object> = {
  en: { en, callEn, ownerEn, settingsEn, pagesEn, peopleEn, emojiEn },
  de: { de, callDe, ownerDe, settingsDe, pagesDe, peopleDe, emojiDe },
  es: { es, callEs, ownerEs, settingsEs, pagesEs, peopleEs, emojiEs },
  ar: { ar, callAr, ownerAr, settingsAr, pagesAr, peopleAr, emojiAr },
};
const NUMBERS = [0, 1, 2, 3, 11, 100, 1_000_000];
const NAMES = ['Ann', 'Bob'];

type Said = { where: string; sentence: string; heard: readonly (string | number)[] };

/** Everything that a catalogue can say. */
function allOf(words: object, where = ''): Said[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): Said[] => {
    const here = `${where}.${key}`;
    if (typeof value === 'string') return [{ where: here, sentence: value, heard: [] }];
    if (typeof value === 'function') return saidBy(value as (...heard: unknown[]) => string, here);
    return allOf(value as object, here);
  });
}

/** A sentence about a number is told by what it does with one: a name stands in it as it is. */
function saidBy(say: (...heard: unknown[]) => string, where: string): Said[] {
  const heard = NAMES.slice(0, say.length);
  if (heard.length === 0) return [{ where, sentence: say(), heard }];
  const named = say(...heard);
  if (!/NaN|ليس.رقم/.test(named)) return [{ where, sentence: named, heard }];
  return NUMBERS.map((number) => ({ where, sentence: say(number), heard: [number] }));
}

afterEach(() => speak('en'));

test.each(Object.keys(LANGUAGES) as Language[])(
  '%s says all of it, with every name',
  (language) => {
    for (const { where, sentence, heard } of allOf(CATALOGUES[language])) {
      expect(sentence, where).toMatch(where.endsWith('.comma') ? /^\p{P} $/u : /\p{L}/u);
      expect(sentence, where).not.toMatch(/undefined|NaN|#|\[object/);
      for (const name of heard)
        if (typeof name === 'string') expect(sentence, where).toContain(name);
    }
  },
);

test('a number is said in the forms and with the digits of the language', () => {
  expect([0, 1, 2].map((count) => pagesEn.name.insideNow(count))).toEqual([
    'Nobody is in there yet.',
    'One person is in there.',
    '2 people are in there.',
  ]);
  expect(de.chat.unseen(1_234)).toBe('1.234 neue Nachrichten');
  expect(es.chat.unseen(1)).toBe('1 mensaje nuevo');
  const forms = [0, 1, 2, 3, 11, 100].map((count) =>
    ar.chat.unseen(count).replace(/\S*\d\S* /u, ''),
  );
  expect(new Set(forms).size).toBe(5);
  expect(ar.chat.unseen(2)).toBe('رسالتان جديدتان');
});

test('of the languages of the browser the first counts that the page speaks', () => {
  expect(browserLanguage(['fr-CA', 'de-AT', 'en'])).toBe('de');
  expect(browserLanguage(['AR-eg'])).toBe('ar');
  expect(browserLanguage(['fr'])).toBe('en');
  expect(browserLanguage([])).toBe('en');
});

const others = (words: { hello: string }) => ({ es: async () => words, ar: async () => words });

test('all parts change their language at once, also one that comes later', async () => {
  const loaders = { de: async () => ({ hello: 'Hallo' }), ...others({ hello: 'مرحبا' }) };
  const words = catalogue({ hello: 'Hello' }, loaders);
  expect(words.hello).toBe('Hello');
  await speak('de');
  expect(words.hello).toBe('Hallo');
  expect((await lateCatalogue({ hello: 'Hello' }, loaders)).hello).toBe('Hallo');
  await speak('ar');
  expect(words.hello).toBe('مرحبا');
  expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' });
  await speak('en');
  expect(words.hello).toBe('Hello');
  expect(document.documentElement).toMatchObject({ lang: 'en', dir: 'ltr' });
});

test('words that cannot be fetched change nothing, and of two wishes the later counts', async () => {
  let isAway = true;
  const words = catalogue(
    { hello: 'Hello' },
    {
      de: async () => {
        if (isAway) throw new Error('away');
        return { hello: 'Hallo' };
      },
      ...others({ hello: 'Hola' }),
    },
  );
  await expect(speak('de')).rejects.toThrow('away');
  expect(words.hello).toBe('Hello');
  expect(document.documentElement.lang).toBe('en');
  isAway = false;
  await Promise.all([speak('de'), speak('es')]);
  expect(words.hello).toBe('Hola');
});
