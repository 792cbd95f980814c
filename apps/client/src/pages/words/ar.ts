import { isolate, plurals } from '../../languages.ts';
import type { PagesText } from './en.ts';

const count = plurals('ar');

export const ar: PagesText = {
  home: {
    heading: 'غرفة ترسلها كرابط',
    lead: 'أنشئ غرفة وانسخ رابطها وأرسله. من يفتحه يدخل. بلا حساب وبلا قاعدة بيانات.',
    greeting: (name) => `مرحبًا، ${isolate(name)}`,
    creating: 'جارٍ الإنشاء…',
    or: 'أو انضم إلى غرفة',
    linkLabel: 'رابط الغرفة أو رمزها',
    linkHint: 'الصق الرابط الذي وصلك',
    joinRoom: 'دخول الغرفة',
    notALink: 'هذا ليس رابط غرفة. الصق الرابط كاملًا، أو الأحرف الـ32 التي تلي \u2066/r/\u2069.',
    changeName: 'تغيير الاسم',
  },
  name: {
    label: 'اسمك',
    continue: 'متابعة',
    hint: 'يراه الآخرون في الغرفة.',
    invited: (title) => `أنت مدعو إلى «${isolate(title)}»`,
    insideNow: count({
      zero: 'لا أحد في الداخل بعد.',
      one: 'شخص واحد في الداخل.',
      two: 'شخصان في الداخل.',
      few: '# أشخاص في الداخل.',
      many: '# شخصًا في الداخل.',
      other: '# شخص في الداخل.',
    }),
    empty: 'اكتب اسمًا فيه حرف واحد على الأقل.',
  },
};
