import { isolate } from '../../languages.ts';
import type { DoorText } from './en.ts';

export const ar: DoorText = {
  waiting: 'لقد طرقت الباب',
  waitingHint:
    'يستطيع من في الغرفة إدخالك الآن. الانتظار دقيقتان على الأكثر، ثم يمكنك الطرق مجددًا.',
  stop: 'إيقاف الانتظار',
  atTheDoor: 'عند الباب',
  asks: (name) => `يطلب ${isolate(name)} الدخول`,
  admit: 'إدخال',
  refuse: 'رفض',
  admitName: (name) => `إدخال ${isolate(name)}`,
  refuseName: (name) => `رفض ${isolate(name)}`,
  admitted: (name) => `أُدخل ${isolate(name)}.`,
  refused: (name) => `لم يُدخل ${isolate(name)}.`,
  gone: (name) => `لم يعد ${isolate(name)} ينتظر.`,
};
