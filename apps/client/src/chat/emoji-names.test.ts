import { expect, test } from 'vitest';
import { EmojiNames } from './emoji-names.ts';

/** The names of those that fit, the best first. */
function found(wanted: string, ...lines: string[]): string[] {
  const names = new EmojiNames(lines.join('\n'));
  return lines
    .map((_, at) => ({ name: names.nameAt(at), fit: names.fitAt(at, wanted) }))
    .flatMap(({ name, fit }) => (fit ? [{ name, ...fit }] : []))
    .sort((one, other) => one.way - other.way || one.length - other.length)
    .map(({ name }) => name);
}

test('a name comes before other words, a whole word before the beginning of one', () => {
  const wanted = found(
    'herz',
    'Kuss\tkleines Herzchen',
    'Valentin\tHerzen',
    'mit Herzchen',
    'Herzdame',
    'Brief\tHerz',
    'Gesicht mit Herz',
    'rotes Herz',
    'Schmerz',
    'Herz',
  );
  expect(wanted).toEqual([
    'Herz',
    'rotes Herz',
    'Gesicht mit Herz',
    'Brief',
    'Herzdame',
    'mit Herzchen',
    'Valentin',
    'Kuss',
  ]);
});

test('many words fit in any order, each by its beginning, and none may be missing', () => {
  const lines = ['rotes Herz\tLiebe', 'rotes Quadrat'];
  expect(found('herz rot', ...lines)).toEqual(['rotes Herz']);
  expect(found('lieb rot', ...lines)).toEqual(['rotes Herz']);
  expect(found('herz blau', ...lines)).toEqual([]);
});

test('what has no name is not found, and what is not there has none', () => {
  const names = new EmojiNames('Herz\n\nHund');
  expect([0, 1, 2, 3].map((at) => names.nameAt(at))).toEqual(['Herz', '', 'Hund', '']);
  expect([1, 3].map((at) => names.fitAt(at, 'h'))).toEqual([null, null]);
});
