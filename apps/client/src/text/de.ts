import { plurals } from '../languages.ts';
import type { Text } from './en.ts';

const count = plurals('de');

export const de: Text = {
  appName: 'Chat',
  skipToMessages: 'Zu den Nachrichten springen',
  settings: 'Einstellungen',
  home: {
    createRoom: 'Raum erstellen',
  },
  room: {
    joining: 'Der Raum wird betreten…',
    copyLink: 'Link kopieren',
    copied: 'Kopiert',
    linkCopied: 'Link kopiert',
    copyByHand: 'Kopiere diesen Link und verschicke ihn',
    close: 'Schließen',
    leave: 'Raum verlassen',
    more: 'Mehr',
    showMembers: count({ one: 'Mitglieder zeigen (#)', other: 'Mitglieder zeigen (#)' }),
    hideMembers: 'Mitglieder ausblenden',
    members: 'Mitglieder',
    connectionLost: 'Die Verbindung wird wiederhergestellt…',
    connectedAgain: 'Wieder verbunden.',
    willBeSent: count({
      one: '# Nachricht wird gesendet, wenn du wieder verbunden bist.',
      other: '# Nachrichten werden gesendet, wenn du wieder verbunden bist.',
    }),
    forgotten: 'Du wolltest vergessen werden. Lade die Seite neu, um von vorn zu beginnen.',
    cookiesBlocked:
      'Dieser Browser behält kein Cookie dieser Seite. Erlaube ihr Cookies und lade sie dann neu.',
    tooManySockets:
      'Es gibt zu viele Verbindungen von dir oder aus deinem Netz. Schließe andere Tabs dieses Chats und lade die Seite dann neu.',
    outdated: 'Es gibt eine neuere Version dieser Seite.',
    reload: 'Neu laden',
    stopped:
      'Diese Seite wurde getrennt, weil sie etwas gesendet hat, das der Server nicht versteht.',
  },
  owner: {
    settings: 'Einstellungen des Raums',
    isLocked: 'Abgeschlossen',
    linkRenewed: 'Der Raum hat einen neuen Link.',
    isOwnerNow: (name) => `Der Raum gehört jetzt ${name}.`,
  },
  chat: {
    messages: 'Nachrichten',
    code: 'Code',
    alone: 'Dein Raum ist bereit',
    aloneHint: 'Kopiere den Link und verschicke ihn: Wer ihn öffnet, ist drin.',
    empty: 'Noch keine Nachrichten. Sag Hallo.',
    label: 'Nachricht',
    placeholder: 'Schreibe eine Nachricht',
    send: 'Senden',
    tooLong: count({
      one: '# Zeichen zu viel. Kürze die Nachricht, um sie zu senden.',
      other: '# Zeichen zu viel. Kürze die Nachricht, um sie zu senden.',
    }),
    left: count({ one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
    sending: 'Wird gesendet…',
    notSent: 'Nicht gesendet',
    retry: 'Noch einmal senden',
    remove: 'Löschen',
    newest: 'Zur neuesten Nachricht',
    unseen: count({ one: '# neue Nachricht', other: '# neue Nachrichten' }),
    unseenShort: count({ one: '# neu', other: '# neu' }),
    unread: 'Neue Nachrichten',
    newFrom: (news, authors) => `${news} von ${authors}`,
    people: count({ one: '# Person', other: '# Personen' }),
    sent: 'Gesendet',
    joined: (name) => `${name} ist gekommen`,
    leftRoom: (name) => `${name} ist gegangen`,
    lost: (name) => `${name} hat die Verbindung verloren`,
    removed: (name) => `${name} wurde entfernt`,
    renamed: (before, name) => `${before} heißt jetzt ${name}`,
    peopleJoined: count({ one: '# Person ist gekommen', other: '# Personen sind gekommen' }),
    peopleLeft: count({ one: '# Person ist gegangen', other: '# Personen sind gegangen' }),
    peopleRenamed: count({
      one: '# Person heißt jetzt anders',
      other: '# Personen heißen jetzt anders',
    }),
    emoji: 'Emoji',
    suggestions: 'Vorschläge',
    actions: 'Aktionen zur Nachricht',
    reply: 'Antworten',
    replyingTo: (name) => `Antwort an ${name}`,
    cancelReply: 'Nicht antworten',
    answers: (name) => `Antwort auf ${name}`,
    quoteGone: 'Eine frühere Nachricht',
    edit: 'Bearbeiten',
    editing: 'Wird bearbeitet',
    cancelEdit: 'Abbrechen',
    saveEdit: 'Speichern',
    edited: 'bearbeitet',
    deleted: 'Nachricht gelöscht',
    react: (name) => `Mit ${name} reagieren`,
    reaction: (name, people) => `${name}: ${people}`,
    dismiss: 'Ausblenden',
    changeNotSent: 'Diese Änderung wurde nicht gesendet.',
    expired: 'Sie hat zu lange gewartet, um von selbst gesendet zu werden.',
    doubtful:
      'Vielleicht ist sie angekommen. Sie wird nur noch einmal gesendet, wenn sie nicht zu finden ist.',
    full: count({
      one: '# Nachricht wartet darauf, gesendet zu werden. Schreibe weiter, wenn die Verbindung zurück ist.',
      other:
        '# Nachrichten warten darauf, gesendet zu werden. Schreibe weiter, wenn die Verbindung zurück ist.',
    }),
    loadOlder: 'Frühere Nachrichten zeigen',
    loadingOlder: 'Frühere Nachrichten werden geladen…',
    olderFailed: 'Frühere Nachrichten können gerade nicht geladen werden.',
  },
  emoji: {
    thumbsUp: 'Daumen hoch',
    heart: 'Herz',
    joy: 'Lachen',
    party: 'Feier',
    surprise: 'Überraschung',
    sad: 'Traurigkeit',
  },
  callLine: {
    callBack: 'Zurückrufen',
    started: (name) => `Anruf mit ${name} begonnen`,
    ended: (name) => `Anruf mit ${name} beendet`,
    lost: (name) => `Anruf mit ${name} abgebrochen`,
    declined: (name) => `${name} hat deinen Anruf abgelehnt`,
    'declined-by-me': (name) => `Du hast einen Anruf von ${name} abgelehnt`,
    busy: (name) => `${name} war in einem anderen Anruf`,
    'called-meanwhile': (name) => `${name} hat angerufen, während du in einem Anruf warst`,
    cancelled: (name) => `Du hast ${name} angerufen und aufgelegt`,
    'no-answer': (name) => `${name} hat nicht geantwortet`,
    missed: (name) => `Verpasster Anruf von ${name}`,
    gone: (name) => `Dein Anruf hat ${name} nicht erreicht`,
    failed: (name) => `Der Anruf mit ${name} ist nicht zustande gekommen`,
    'no-path': (name) => `Anruf mit ${name} gescheitert: Zwischen euren Netzen fand sich kein Weg`,
    description: (name) => `Anruf mit ${name} gescheitert: Eure Browser verstehen einander nicht`,
    unsupported: (name) => `Anruf mit ${name} gescheitert: Ein Browser kann nicht anrufen`,
    'server-away': (name) => `Anruf mit ${name} gescheitert: Der Server war nicht erreichbar`,
  },
  call: {
    unavailable:
      'Anrufe können gerade nicht geladen werden. Prüfe deine Verbindung, dann rufe noch einmal an oder lade die Seite neu.',
  },
  roomOf: (name) => `Raum von ${name}`,
  refusal: {
    'room-unknown':
      'Hinter diesem Link ist kein Raum. Füge auf der Startseite den ganzen Link ein: Vielleicht ist er vertippt, oder den Raum gibt es lange nicht mehr.',
    'room-ended':
      'Dieser Raum wurde von seinem Besitzer beendet, oder er hat jetzt einen anderen Link. Frage ihn, oder erstelle einen neuen Raum.',
    'room-full': 'Dieser Raum ist voll. Versuche es noch einmal, wenn jemand gegangen ist.',
    'room-locked':
      'Dieser Raum ist abgeschlossen. Klopf an: Wer im Raum ist, kann dich hereinlassen.',
    'knock-refused':
      'Du wurdest nicht hereingelassen. In einer Minute kannst du noch einmal anklopfen.',
    'knock-unanswered':
      'Niemand hat geantwortet. Klopf noch einmal an, oder frag jemanden, der im Raum ist.',
    'too-many-knocks': 'Hier klopfen gerade viele an. Versuche es in ein paar Minuten noch einmal.',
    'not-the-owner': 'Das darf nur, wem der Raum gehört, und dir gehört er nicht mehr.',
    'member-unknown': 'Diese Person ist nicht mehr im Raum.',
    'member-removed':
      'Der Besitzer hat dich aus diesem Raum entfernt. Wenn er es erlaubt, kommst du wieder herein: Versuche es noch einmal, oder vergiss den Raum hier.',
    'too-many-rooms':
      'Dieser Server kann gerade keine weiteren Räume halten. Versuche es später noch einmal.',
    'too-fast':
      'Das war zu viel in kurzer Zeit. Warte eine Minute und versuche es dann noch einmal.',
    'text-too-long': 'Die Nachricht ist zu lang. Kürze sie und sende sie noch einmal.',
    'text-empty': 'In dieser Nachricht steht nichts, was gesendet werden könnte.',
    'message-unknown': 'Diese Nachricht gibt es nicht mehr.',
    'not-the-author': 'Nur wer eine Nachricht geschrieben hat, kann sie ändern.',
    'id-taken':
      'Diese Nachricht konnte nicht gespeichert werden. Lösche sie und schreibe sie noch einmal.',
    'bad-request':
      'Der Server hat das nicht angenommen. Prüfe, was du geschrieben hast, und versuche es noch einmal.',
    unavailable:
      'Der Server ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.',
    internal: 'Etwas ist schiefgegangen. Bitte versuche es noch einmal.',
  },
  problem: {
    headings: {
      'room-unknown': 'Diesen Raum gibt es nicht',
      'room-ended': 'Dieser Raum wurde beendet',
      'room-full': 'Der Raum ist voll',
      'room-locked': 'Der Raum ist abgeschlossen',
      'knock-refused': 'Nicht hereingelassen',
      'knock-unanswered': 'Niemand hat geantwortet',
      'member-removed': 'Du wurdest entfernt',
    },
    fallback: 'Das hat nicht geklappt',
    left: 'Du hast den Raum verlassen',
    leftHint: 'Der Link gilt weiter: Du kannst jederzeit zurückkommen.',
    forget: 'Diesen Raum vergessen',
    forgotten: 'Auf diesem Gerät ist von diesem Raum nichts mehr da.',
    rejoin: 'Wieder beitreten',
    knock: 'Anklopfen',
    tryAgain: 'Noch einmal versuchen',
    toHome: 'Zur Startseite',
    mishap:
      'Auf dieser Seite hat etwas nicht geklappt. Was du geschrieben hast, bleibt erhalten. Hält das Problem an, lade die Seite neu.',
    partMissing:
      'Dieser Teil der Seite kann gerade nicht geladen werden. Prüfe deine Verbindung, dann lade die Seite neu.',
    crashed: 'Auf dieser Seite ist etwas kaputtgegangen',
    crashedHint: 'Dein Raum ist noch da. Lade die Seite neu, um weiterzumachen.',
  },
};
