/** What the groups of emoji are called, by the names that Unicode gives them. */
export const en = {
  'Smileys & Emotion': 'Smileys & Emotion',
  'People & Body': 'People & Body',
  'Animals & Nature': 'Animals & Nature',
  'Food & Drink': 'Food & Drink',
  'Travel & Places': 'Travel & Places',
  Activities: 'Activities',
  Objects: 'Objects',
  Symbols: 'Symbols',
  Flags: 'Flags',
};

/** What a language must say about emoji. */
export type EmojiWords = Record<keyof typeof en, string>;
