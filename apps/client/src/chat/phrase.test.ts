import { expect, test } from 'vitest';
import { phraseOf } from './phrase.ts';

test.each([
  ['Grinning FACE', 'grinning face'],
  ['grinning_face', 'grinning face'],
  ['corazón niño', 'corazon nino'],
  ['Türkiye', 'turkiye'],
  ['Fußball', 'fussball'],
  ['Flagge: Côte d’Ivoire', 'flagge cote d ivoire'],
  ['purple-square', 'purple square'],
  ['-1', '-1'],
  ['+1', '+1'],
  [':D', ':d'],
  ['قَلْبٌ', 'قلب'],
  ['كــلب', 'كلب'],
  ['أحمر إبهام آلة', 'احمر ابهام اله'],
  ['القلب', 'قلب'],
  ['كرة_القدم', 'كره قدم'],
])('"%s" is searched as "%s"', (text, phrase) => {
  expect(phraseOf(text)).toBe(phrase);
  expect(phraseOf(phrase)).toBe(phrase);
});

test('many texts are made ready at once: what stands between them stays', () => {
  expect(phraseOf('Red Heart\tLove \n Ñu\t-1\n\tAl-Ain')).toBe('red heart\tlove\nnu\t-1\n\tal ain');
});
