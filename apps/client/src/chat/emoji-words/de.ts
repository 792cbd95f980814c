import type { EmojiWords } from './en.ts';

export const de: EmojiWords = {
  'Smileys & Emotion': 'Smileys und Gefühle',
  'People & Body': 'Menschen und Körper',
  'Animals & Nature': 'Tiere und Natur',
  'Food & Drink': 'Essen und Trinken',
  'Travel & Places': 'Reisen und Orte',
  Activities: 'Aktivitäten',
  Objects: 'Gegenstände',
  Symbols: 'Symbole',
  Flags: 'Flaggen',
};
