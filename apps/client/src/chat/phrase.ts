/** Accents, signs of vowels, and the line that makes Arabic words longer. */
const MARKS = /[\p{M}\u0640]/gu;
/** A word of one letter keeps its signs: "-1" and ":D" are names. */
const BETWEEN =
  /(?:[^\S\t\n]|_)+|(?<=[\p{L}\p{N}]{2})[-:,.،()/“”„"'’]+|[-:,.،()/“”„"'’]+(?=[\p{L}\p{N}]{2})/gu;
/** Letters that are written for each other without being a letter with a mark; and "the", which Arabic writes into the word. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/ٱ/g, 'ا'],
  [/ى/g, 'ي'],
  [/ة/g, 'ه'],
  [/(?<!\p{L})ال(?=\p{L}{2})/gu, ''],
];

/**
 * A text as it is searched: words with one space between them, without case, accents and the signs of Arabic vowels. Tabs
 * and new lines stay: many texts are made ready at once.
 */
export function phraseOf(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replace(MARKS, '');
  return ALIKE.reduce((all, [letter, alike]) => all.replace(letter, alike), plain)
    .replace(BETWEEN, ' ')
    .replace(/ *([\t\n]) */g, '$1')
    .replace(/ +/g, ' ');
}
