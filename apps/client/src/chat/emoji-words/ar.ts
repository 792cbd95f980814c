import type { EmojiWords } from './en.ts';

export const ar: EmojiWords = {
  'Smileys & Emotion': 'وجوه ومشاعر',
  'People & Body': 'أشخاص وجسم',
  'Animals & Nature': 'حيوانات وطبيعة',
  'Food & Drink': 'طعام وشراب',
  'Travel & Places': 'سفر وأماكن',
  Activities: 'أنشطة',
  Objects: 'أشياء',
  Symbols: 'رموز',
  Flags: 'أعلام',
};
