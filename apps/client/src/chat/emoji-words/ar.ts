import type { EmojiWords } from './en.ts';

export const ar: EmojiWords = {
  pick: 'اختر رمزًا تعبيريًا',
  search: 'ابحث عن رمز تعبيري',
  none: 'لا يوجد رمز بهذا الاسم.',
  groups: {
    'Smileys & Emotion': 'وجوه ومشاعر',
    'People & Body': 'أشخاص وجسم',
    'Animals & Nature': 'حيوانات وطبيعة',
    'Food & Drink': 'طعام وشراب',
    'Travel & Places': 'سفر وأماكن',
    Activities: 'أنشطة',
    Objects: 'أشياء',
    Symbols: 'رموز',
    Flags: 'أعلام',
  },
};
