import { plurals } from '../../languages.ts';
import type { PagesText } from './en.ts';

const count = plurals('de');

export const de: PagesText = {
  home: {
    heading: 'Ein Raum, den du als Link verschickst',
    lead: 'Erstelle einen Raum, kopiere seinen Link, verschicke ihn. Wer ihn öffnet, ist drin. Kein Konto, keine Datenbank.',
    greeting: (name) => `Hallo, ${name}`,
    creating: 'Wird erstellt…',
    or: 'oder tritt einem bei',
    linkLabel: 'Link oder Kennung des Raums',
    linkHint: 'Füge den Link ein, den du bekommen hast',
    joinRoom: 'Raum betreten',
    notALink:
      'Das ist kein Link zu einem Raum. Füge den ganzen Link ein oder die 32 Zeichen nach /r/.',
    roomName: 'Name des Raums',
    elsewhere: (host) =>
      `Dieser Raum ist auf einem anderen Server, ${host}. Öffne seinen Link im Browser.`,
    changeName: 'Namen ändern',
  },
  leave: {
    ask: 'Den Raum verlassen?',
    lost: count({
      one: '# Nachricht ist noch nicht gesendet und geht verloren.',
      other: '# Nachrichten sind noch nicht gesendet und gehen verloren.',
    }),
    draft: 'Was du gerade schreibst, geht verloren.',
    alone: 'Außer dir ist niemand in diesem Raum: Ohne seinen Link ist er nicht wiederzufinden.',
    youLeft: (title) => `Du hast „${title}“ verlassen.`,
  },
  name: {
    label: 'Dein Name',
    continue: 'Weiter',
    hint: 'Die anderen im Raum sehen ihn.',
    invited: (title) => `Du bist eingeladen in „${title}“`,
    insideNow: count({
      0: 'Noch ist niemand da.',
      one: 'Eine Person ist da.',
      other: '# Personen sind da.',
    }),
    empty: 'Bitte gib einen Namen mit mindestens einem Buchstaben ein.',
    forbidden: (sign) =>
      `Ein Name darf das unsichtbare Zeichen ${sign} nicht enthalten. Tippe ihn, statt ihn einzufügen.`,
    locked: 'Er ist abgeschlossen: Klopf an, und wer drin ist, kann dich hereinlassen.',
  },
};
