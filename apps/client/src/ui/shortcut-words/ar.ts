import type { ShortcutWords } from './en.ts';

// Read from the left as on the keys, whatever stands around.
const keys = (combination: string) => `\u2066${combination}\u2069`;

export const ar: ShortcutWords = {
  heading: 'اختصارات لوحة المفاتيح',
  close: 'إغلاق',
  canBeOff: 'يمكن إيقافها من الإعدادات.',
  keys: {
    microphone: [
      `${keys('Ctrl + D')} أو ${keys('⌘ + D')}`,
      'كتم الميكروفون أو تشغيله أثناء المكالمة',
    ],
    camera: [`${keys('Ctrl + E')} أو ${keys('⌘ + E')}`, 'تشغيل الكاميرا أو إيقافها أثناء المكالمة'],
    talk: ['المسافة مع الاستمرار', 'التحدث وأنت مكتوم، خارج الحقول'],
    picture: ['مفاتيح الأسهم', 'على «تحريك صورتي»: نقلها إلى زاوية أخرى'],
    regions: [`${keys('F6')}، ${keys('Shift + F6')}`, 'الجزء التالي أو السابق من الصفحة'],
    lines: [`${keys('Alt + ↑')}، ${keys('Alt + ↓')}`, 'الرسالة السابقة أو التالية'],
    inList: ['↑، ↓', 'بين الرسائل: السابقة أو التالية؛ ويصل Tab إلى ما فيها'],
    newest: ['End', 'أحدث رسالة، حيث لم يُكتب شيء'],
    pages: [`${keys('Page Up')}، ${keys('Page Down')}`, 'عبر الرسائل، حيث لم يُكتب شيء'],
    markRead: ['Shift + Esc', 'تحديد الكل كمقروء'],
    write: ['/ أو أي حرف', 'كتابة رسالة، خارج الحقول'],
    editLast: ['↑', 'في حقل فارغ: تعديل رسالتك الأخيرة؛ و↓ يتركها'],
    complete: ['@، :', 'إكمال اسم أو رمز تعبيري؛ ويقبله Tab أو Enter'],
    send: ['Enter', 'إرسال الرسالة؛ ومع Shift سطر جديد'],
    copyLink: ['Ctrl + Shift + L', 'نسخ رابط الغرفة'],
    close: ['Esc', 'إغلاق ما في الأعلى أو إلغاء التعديل'],
    list: [`${keys('?')}، ${keys('Ctrl + /')} أو ${keys('⌘ + /')}`, 'هذه القائمة'],
  },
};
