/** What the picker of emoji says. */
export const en = {
  pick: 'Choose an emoji',
  search: 'Search emoji',
  none: 'No emoji is called that.',
  /** By the names that Unicode gives them. */
  groups: {
    'Smileys & Emotion': 'Smileys & Emotion',
    'People & Body': 'People & Body',
    'Animals & Nature': 'Animals & Nature',
    'Food & Drink': 'Food & Drink',
    'Travel & Places': 'Travel & Places',
    Activities: 'Activities',
    Objects: 'Objects',
    Symbols: 'Symbols',
    Flags: 'Flags',
  },
};

/** What a language must say about emoji. */
export type EmojiWords = typeof en;
