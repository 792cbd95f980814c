import type { SettingsText } from './en.ts';

export const ar: SettingsText = {
  heading: 'الإعدادات',
  close: 'إغلاق',
  languageFailed: 'لا يمكن تحميل هذه اللغة الآن. تحقق من الاتصال ثم حاول مجددًا.',
  refused: 'المتصفح لا يسمح بذلك. اسمح به لهذه الصفحة من شريط العنوان.',
  sections: {
    look: 'المظهر',
    conversation: 'المحادثة',
    notices: 'الإشعارات',
    calls: 'المكالمات',
  },
  labels: {
    theme: 'الألوان',
    size: 'حجم المحادثة',
    language: 'اللغة',
    enterMakesNewLine: 'مفتاح Enter يبدأ سطرًا جديدًا',
    showJoins: 'إظهار من ينضم ومن يغادر',
    showTyping: 'إظهار من يكتب الآن',
    notifyMessages: 'إشعارات بالرسائل الجديدة',
    notifyMentions: 'إشعارات عند ذكر اسمك',
    notifyCalls: 'إشعارات بالمكالمات',
    soundMessages: 'نغمة للرسائل الجديدة',
    soundCalls: 'نغمات الرنين',
    shortcuts: 'اختصارات لوحة المفاتيح',
    releaseMicrophone: 'تحرير الميكروفون أثناء كتمه',
    hideAddress: 'إخفاء عنواني في المكالمات',
  },
  hints: {
    notifyMessages:
      'فقط حين لا تنظر إلى أي علامة تبويب لهذه الدردشة، وإشعار واحد للرسائل المتتابعة.',
    showTyping: 'عند إيقافه لا يرى الآخرون أيضًا أنك تكتب.',
    enterMakesNewLine: 'الإرسال بالزر، أو بمفتاح Ctrl أو ⌘ مع Enter.',
    releaseMicrophone:
      'تختفي علامة المتصفح التي تدل على استخدام الميكروفون. ويستغرق الرجوع إلى الكلام لحظة أطول.',
    hideAddress:
      'يرى الآخرون عنوان المُرحِّل بدلًا منه. لا تعمل المكالمات عندئذ بدونه، وقد يتأخر الصوت قليلًا.',
  },
  options: {
    theme: { system: 'مثل النظام', light: 'فاتح', dark: 'داكن' },
    size: { automatic: 'تلقائي', compact: 'صغير', regular: 'متوسط', wide: 'عريض' },
  },
  browserLanguage: 'مثل المتصفح',
};
