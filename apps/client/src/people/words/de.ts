import type { PeopleText } from './en.ts';

export const de: PeopleText = {
  inYourCall: 'in deinem Anruf',
  share: 'Link teilen',
  showCode: 'QR-Code zeigen',
  me: 'du',
  unknown: 'Wer hier ist, steht da, sobald du verbunden bist.',
  owner: 'Besitzer',
  reconnecting: 'verbindet sich neu',
  call: (name) => `${name} anrufen`,
  manage: (name) => `${name} verwalten`,
  check: 'Kamera und Ton prüfen',
  inCall: 'in einem Anruf',
  away: 'abwesend',
  callPath: {
    ready: 'Von hier aus kannst du telefonieren.',
    relay:
      'Aus diesem Netz gehen Anrufe über ein Relais. Das funktioniert, der Ton kann aber leicht verzögert sein.',
    near: 'Das Relais für Anrufe ist nicht erreichbar: Vielleicht gehen Anrufe nur in deinem eigenen Netz.',
    impossible:
      'Von hier gehen keine Anrufe: Dieser Browser oder dieses Netz lässt keine durch. Versuche es mit einem anderen.',
    insecure:
      'Anrufe brauchen eine sichere Seite: Öffne diesen Chat über https oder auf localhost.',
    unsupported:
      'Dieser Browser kann nicht anrufen. Nimm einen aktuellen Firefox, Chrome, Edge oder Safari.',
    hidden: 'Anrufe gehen über das Relais, das deine Adresse verbirgt.',
    'no-relay':
      'Du verbirgst deine Adresse, und kein Relais ist da, das den Anruf trägt. Schalte „Meine Adresse in Anrufen verbergen“ in den Einstellungen aus oder bitte den Betreiber um ein Relais.',
  },
};
