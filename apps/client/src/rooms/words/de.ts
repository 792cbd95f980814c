import { plurals } from '../../languages.ts';
import type { RoomsText } from './en.ts';

const count = plurals('de');

export const de: RoomsText = {
  joinAs: (title) => `„${title}“ betreten als`,
  heading: 'Meine Räume',
  show: count({
    0: 'Meine Räume',
    one: 'Meine Räume (# ungelesen)',
    other: 'Meine Räume (# ungelesen)',
  }),
  empty: 'Hier stehen die anderen Räume, in denen du bist.',
  another: 'Noch einen erstellen oder betreten',
  people: count({ 0: '', 1: 'Nur du bist hier', one: '# Person', other: '# Personen' }),
  draft: (words) => `Entwurf: ${words}`,
  mine: (words) => `Du: ${words}`,
  quiet: 'Noch keine Nachrichten',
  notInside: 'Du bist gerade nicht in diesem Raum',
  unread: count({ one: '# ungelesene Nachricht', other: '# ungelesene Nachrichten' }),
  mentioned: 'du wirst erwähnt',
  inCall: 'Hier bist du in einem Anruf',
  callIn: (title) => `Du bist in einem Anruf in „${title}“.`,
  goThere: 'Dorthin',
  typing: (name) => `${name} schreibt`,
  typingTwo: (one, other) => `${one} und ${other} schreiben`,
  typingSeveral: 'Mehrere schreiben',
  scan: (title) => `Zum Betreten von „${title}“ scannen`,
  qrOf: (link) => `QR-Code von ${link}`,
  updated: 'Eine neuere Version dieser Seite ist da.',
  update: 'Neu laden zum Aktualisieren',
};
