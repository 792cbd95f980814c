import type { DoorText } from './en.ts';

export const ar: DoorText = {
  waiting: 'لقد طرقت الباب',
  waitingHint:
    'يستطيع من في الغرفة إدخالك الآن. الانتظار دقيقتان على الأكثر، ثم يمكنك الطرق مجددًا.',
  stop: 'إيقاف الانتظار',
  atTheDoor: 'عند الباب',
  asks: (name) => `يطلب ${name} الدخول`,
  admit: 'إدخال',
  refuse: 'رفض',
  admitName: (name) => `إدخال ${name}`,
  refuseName: (name) => `رفض ${name}`,
  admitted: (name) => `أُدخل ${name}.`,
  refused: (name) => `لم يُدخل ${name}.`,
  gone: (name) => `لم يعد ${name} ينتظر.`,
};
