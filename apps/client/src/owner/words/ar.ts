import { isolate } from '../../languages.ts';
import type { OwnerText } from './en.ts';

export const ar: OwnerText = {
  settingsOf: (title) => `إعدادات «${isolate(title)}»`,
  close: 'إغلاق',
  lock: 'قفل الغرفة',
  lockedHint: 'لا يدخل أحد جديد. من كان هنا من قبل يمكنه العودة.',
  nowLocked: 'الغرفة مقفلة.',
  nowUnlocked: 'الغرفة مفتوحة.',
  name: 'اسم الغرفة',
  rename: 'تغيير الاسم',
  renamed: (title) => `اسم الغرفة الآن «${isolate(title)}».`,
  unlockedHint: 'يدخل كل من لديه الرابط.',
  newLink: 'إنشاء رابط جديد',
  askLink:
    'يتوقف الرابط القديم عن العمل للجميع. من هو في الغرفة الآن يبقى فيها؛ أرسل الرابط الجديد إلى الآخرين.',
  end: 'إنهاء الغرفة',
  askEnd: 'يخرج الجميع وتُحذف كل الرسائل ويتوقف الرابط عن العمل. لا يمكن التراجع عن ذلك.',
  remove: 'الإخراج من الغرفة',
  removeNow: 'إخراج',
  askRemove: (name) =>
    `هل تريد إخراج ${isolate(name)} من هذه الغرفة؟ لن تكون العودة ممكنة ما دامت الغرفة قائمة.`,
  mayReturn: 'يُسمح بالعودة عبر الرابط',
  makeOwner: 'نقل الملكية',
  askOwner: (name) =>
    `هل تريد تسليم الغرفة إلى ${isolate(name)}؟ سيصبح بإمكانه إخراج الأشخاص وإنهاء الغرفة، ولن يكون ذلك بإمكانك بعد الآن.`,
  cancel: 'إلغاء',
};
