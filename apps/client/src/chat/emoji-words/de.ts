import type { EmojiWords } from './en.ts';

export const de: EmojiWords = {
  pick: 'Emoji auswählen',
  search: 'Emoji suchen',
  none: 'So heißt kein Emoji.',
  groups: {
    'Smileys & Emotion': 'Smileys und Gefühle',
    'People & Body': 'Menschen und Körper',
    'Animals & Nature': 'Tiere und Natur',
    'Food & Drink': 'Essen und Trinken',
    'Travel & Places': 'Reisen und Orte',
    Activities: 'Aktivitäten',
    Objects: 'Gegenstände',
    Symbols: 'Symbole',
    Flags: 'Flaggen',
  },
};
