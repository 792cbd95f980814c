import { isolate, plurals } from '../../languages.ts';
import type { RoomsText } from './en.ts';

const count = plurals('ar');

export const ar: RoomsText = {
  joinAs: (title) => `دخول «${isolate(title)}» باسم`,
  heading: 'غرفي',
  show: count({
    zero: 'غرفي',
    one: 'غرفي (رسالة واحدة غير مقروءة)',
    two: 'غرفي (رسالتان غير مقروءتين)',
    few: 'غرفي (# رسائل غير مقروءة)',
    many: 'غرفي (# رسالة غير مقروءة)',
    other: 'غرفي (# رسالة غير مقروءة)',
  }),
  empty: 'تظهر هنا الغرف الأخرى التي تدخلها.',
  another: 'إنشاء غرفة أخرى أو دخولها',
  people: count({
    0: '',
    zero: 'لا أحد هنا',
    one: 'أنت وحدك هنا',
    two: 'شخصان',
    few: '# أشخاص',
    many: '# شخصًا',
    other: '# شخص',
  }),
  draft: (words) => `مسودة: ${isolate(words)}`,
  mine: (words) => `أنت: ${isolate(words)}`,
  quiet: 'لا رسائل بعد',
  notInside: 'لست في هذه الغرفة الآن',
  unread: count({
    zero: 'لا رسائل غير مقروءة',
    one: 'رسالة واحدة غير مقروءة',
    two: 'رسالتان غير مقروءتين',
    few: '# رسائل غير مقروءة',
    many: '# رسالة غير مقروءة',
    other: '# رسالة غير مقروءة',
  }),
  mentioned: 'ذُكر اسمك',
  inCall: 'أنت في مكالمة هنا',
  callIn: (title) => `أنت في مكالمة في «${isolate(title)}».`,
  goThere: 'الانتقال إليها',
  typing: (name) => `${isolate(name)} يكتب الآن`,
  typingTwo: (one, other) => `${isolate(one)} و${isolate(other)} يكتبان الآن`,
  typingSeveral: 'عدة أشخاص يكتبون الآن',
  scan: (title) => `امسح الرمز للدخول إلى «${isolate(title)}»`,
  qrOf: (link) => `رمز QR للرابط ${isolate(link)}`,
  updated: 'تتوفر نسخة أحدث من هذه الصفحة.',
  update: 'إعادة التحميل للتحديث',
};
