import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { speak } from '../language.svelte.ts';
import type { Language } from '../languages.ts';
import { emojiGroups, searchEmoji } from './emoji-data.ts';
import { en } from './emoji-words/en.ts';

const all = () => emojiGroups().flatMap(({ emoji }) => emoji);
const found = (query: string) => searchEmoji(query, 8).map(({ emoji }) => emoji);

afterEach(() => speak('en'));

test.each([
  ['tada', '🎉'],
  ['thumbs', '👍'],
  ['+1', '👍'],
  ['-1', '👎'],
  [':)', '😃'],
  ['Grinning face', '😀'],
  ['red_heart', '❤️'],
  ['heart', '❤️'],
  ['joy', '😂'],
])('":%s" finds %s among the first', (query, emoji) => {
  expect(found(query)).toContain(emoji);
});

test('of those that fit as well, the ones that people react with come first', () => {
  expect(found('heart')[0]).toBe('❤️');
});

test('a word that is to be followed by another one is a word already', () => {
  expect(found('heart_')).toEqual(found('heart'));
});

test('nothing is found by nothing, nor by what no emoji is called', () => {
  expect(found(' ')).toEqual([]);
  expect(found('__')).toEqual([]);
  expect(found('qqqq')).toEqual([]);
});

test('every emoji has a name and is in one group', () => {
  expect(all().length).toBeGreaterThan(1_500);
  expect(new Set(all().map(({ emoji }) => emoji)).size).toBe(all().length);
  expect(all().every(({ name, lang }) => name !== '' && lang === 'en')).toBe(true);
  expect(emojiGroups().map(({ name }) => name)).toEqual(Object.keys(en.groups));
});

const LOCAL: [Language, [query: string, emoji: string][]][] = [
  [
    'de',
    [
      ['Herz', '❤️'],
      ['ROTES_HERZ', '❤️'],
      ['herz_rot', '❤️'],
      ['fussball', '⚽'],
      ['osterreich', '🇦🇹'],
      ['lachen', '😂'],
    ],
  ],
  [
    'es',
    [
      ['corazon', '❤️'],
      ['corazón', '❤️'],
      ['nino', '👦'],
      ['fiesta', '🎉'],
    ],
  ],
  [
    'ar',
    [
      ['قلب', '❤️'],
      ['قَلْب', '❤️'],
      ['القلب', '❤️'],
      ['سعودية', '🇸🇦'],
      ['قطه', '🐈'],
    ],
  ],
];

describe.each(LOCAL)('in %s', (language, queries) => {
  beforeEach(() => speak(language));

  test('every emoji has its own name, of this language', () => {
    const names = all().filter(({ name, lang }) => name !== '' && lang === undefined);
    expect(names).toHaveLength(all().length);
  });

  test.each(queries)('":%s" finds %s among the first', (query, emoji) => {
    expect(found(query)).toContain(emoji);
  });

  test.each([
    ['tada', '🎉'],
    ['red_heart', '❤️'],
    ['+1', '👍'],
  ])('English is still understood: ":%s" finds %s', (query, emoji) => {
    expect(found(query)).toContain(emoji);
  });
});

/** Whether the one is found before the other. */
function isBefore(query: string, one: string, other: string): boolean {
  const places = searchEmoji(query, 2_000).map(({ emoji }) => emoji);
  expect(places).toContain(other);
  return places.indexOf(one) < places.indexOf(other);
}

test('what the language of the page calls so comes before what English does', async () => {
  expect(found('hut')[0]).toBe('🛖');
  await speak('de');
  expect(isBefore('hut', '🎩', '🛖')).toBe(true);
});

test('a whole English word comes before what may become a word of the language of the page', async () => {
  await speak('de');
  // German knows 😢 as a "Smiley".
  expect(isBefore('smiley', '😢', '😇')).toBe(true);
  expect(isBefore('smile', '😇', '😢')).toBe(true);
});

test('names follow the language of the page', async () => {
  const heart = () => searchEmoji('red heart', 1)[0];
  expect(heart()).toEqual({ emoji: '❤️', name: 'red heart', lang: 'en' });
  await speak('de');
  expect(heart()).toEqual({ emoji: '❤️', name: 'rotes Herz', lang: undefined });
  await speak('es');
  expect(heart()).toEqual({ emoji: '❤️', name: 'corazón rojo', lang: undefined });
});
