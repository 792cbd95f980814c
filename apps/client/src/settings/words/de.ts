import type { SettingsText } from './en.ts';

export const de: SettingsText = {
  heading: 'Einstellungen',
  close: 'Schließen',
  languageFailed:
    'Diese Sprache kann gerade nicht geladen werden. Prüfe deine Verbindung und versuche es noch einmal.',
  refused: 'Der Browser erlaubt es nicht. Erlaube es für diese Seite in der Adressleiste.',
  sections: {
    look: 'Aussehen',
    conversation: 'Unterhaltung',
    notices: 'Hinweise',
    calls: 'Anrufe',
  },
  labels: {
    theme: 'Farben',
    size: 'Größe der Unterhaltung',
    language: 'Sprache',
    enterMakesNewLine: 'Enter beginnt eine neue Zeile',
    showJoins: 'Zeigen, wer kommt und geht',
    showTyping: 'Zeigen, wer gerade schreibt',
    notifyMessages: 'Hinweise auf neue Nachrichten',
    notifyMentions: 'Hinweise, wenn du erwähnt wirst',
    notifyCalls: 'Hinweise auf Anrufe',
    soundMessages: 'Ein Ton bei neuen Nachrichten',
    soundCalls: 'Klingeltöne',
    shortcuts: 'Tastenkürzel',
    releaseMicrophone: 'Mikrofon freigeben, solange es stumm ist',
    hideAddress: 'Meine Adresse in Anrufen verbergen',
  },
  hints: {
    notifyMessages:
      'Nur solange du keinen Tab dieses Chats ansiehst. Einer für mehrere auf einmal.',
    showTyping: 'Ist das aus, sehen auch die anderen nicht, dass du schreibst.',
    enterMakesNewLine: 'Gesendet wird mit dem Knopf oder mit Strg oder ⌘ und Enter.',
    releaseMicrophone:
      'Das Zeichen des Browsers, dass das Mikrofon benutzt wird, geht aus. Wieder zu sprechen dauert einen Moment länger.',
    hideAddress:
      'Die anderen sehen stattdessen die Adresse des Relais. Ohne Relais gehen Anrufe dann nicht, und der Ton kommt vielleicht etwas später.',
  },
  options: {
    theme: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    size: { automatic: 'Automatisch', compact: 'Kompakt', regular: 'Normal', wide: 'Breit' },
  },
  browserLanguage: 'Wie der Browser',
};
