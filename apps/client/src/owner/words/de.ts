import type { OwnerText } from './en.ts';

export const de: OwnerText = {
  settingsOf: (title) => `Einstellungen von „${title}“`,
  close: 'Schließen',
  lock: 'Raum abschließen',
  lockedHint: 'Niemand Neues kommt herein. Wer schon da war, kommt zurück.',
  nowLocked: 'Der Raum ist abgeschlossen.',
  nowUnlocked: 'Der Raum ist offen.',
  name: 'Name des Raums',
  rename: 'Umbenennen',
  renamed: (title) => `Der Raum heißt jetzt „${title}“.`,
  unlockedHint: 'Wer den Link hat, kommt herein.',
  newLink: 'Neuen Link erstellen',
  askLink:
    'Der alte Link gilt dann für niemanden mehr. Wer jetzt da ist, bleibt da; schick den anderen den neuen Link.',
  end: 'Raum beenden',
  askEnd:
    'Alle müssen den Raum verlassen, alle Nachrichten werden gelöscht, und der Link gilt nicht mehr. Das lässt sich nicht rückgängig machen.',
  remove: 'Aus dem Raum entfernen',
  removeNow: 'Entfernen',
  askRemove: (name) => `${name} aus diesem Raum entfernen? Das gilt, solange es den Raum gibt.`,
  mayReturn: 'Darf über den Link zurückkommen',
  makeOwner: 'Zum Besitzer machen',
  askOwner: (name) =>
    `Den Raum an ${name} übergeben? Dann kann ${name} Leute entfernen und den Raum beenden, und du nicht mehr.`,
  cancel: 'Abbrechen',
};
