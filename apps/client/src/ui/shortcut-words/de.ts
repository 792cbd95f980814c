import type { ShortcutWords } from './en.ts';

export const de: ShortcutWords = {
  heading: 'Tastenkürzel',
  close: 'Schließen',
  canBeOff: 'In den Einstellungen lassen sie sich abschalten.',
  keys: {
    microphone: ['Strg oder ⌘ + D', 'Im Anruf das Mikrofon aus- oder einschalten'],
    camera: ['Strg oder ⌘ + E', 'Im Anruf die Kamera ein- oder ausschalten'],
    talk: ['Leertaste, gehalten', 'Sprechen, solange du stumm bist, außerhalb von Feldern'],
    picture: ['Pfeiltasten', 'Auf „Mein Bild verschieben“: in eine andere Ecke'],
    regions: ['F6, Umschalt + F6', 'Nächster oder voriger Teil der Seite'],
    lines: ['Alt + ↑, Alt + ↓', 'Vorige oder nächste Nachricht'],
    inList: ['↑, ↓', 'In den Nachrichten: vorige oder nächste; Tab erreicht, was darin ist'],
    newest: ['Ende', 'Neueste Nachricht, wo nichts geschrieben ist'],
    pages: ['Bild ↑, Bild ↓', 'Durch die Nachrichten, wo nichts geschrieben ist'],
    markRead: ['Umschalt + Esc', 'Alles als gelesen markieren'],
    write: ['/ oder ein Buchstabe', 'Eine Nachricht schreiben, außerhalb von Feldern'],
    editLast: ['↑', 'Im leeren Feld: deine letzte Nachricht bearbeiten; ↓ verlässt sie'],
    complete: ['@, :', 'Einen Namen oder ein Emoji ergänzen; Tab oder Enter übernimmt'],
    send: ['Enter', 'Nachricht senden; mit Umschalt eine neue Zeile'],
    copyLink: ['Strg + Umschalt + L', 'Den Link des Raums kopieren'],
    close: ['Esc', 'Schließen, was darüber liegt, oder die Bearbeitung abbrechen'],
    list: ['?, Strg oder ⌘ + /', 'Diese Liste'],
  },
};
