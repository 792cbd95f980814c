import { number } from '../../languages.ts';
import type { CallText } from './en.ts';

export const de: CallText = {
  region: 'Anruf',
  incoming: (name) => `${name} ruft an`,
  noticeHint: 'Drücke, um zu antworten',
  acceptVideo: 'Mit Video annehmen',
  acceptVoice: 'Nur mit Ton annehmen',
  decline: 'Ablehnen',
  declineWith: 'Mit Nachricht ablehnen',
  declineMessages: [
    'Ich kann gerade nicht sprechen.',
    'Ich rufe dich zurück.',
    'Schreib mir bitte hier.',
  ],
  ownMessage: 'Eigene Worte',
  declineAndSay: 'Ablehnen und senden',
  declinedWith: (name, message) => `Der Anruf mit ${name} wurde abgelehnt: „${message}“`,
  hangUp: 'Auflegen',
  withKey: (name: string, letter: string) => `${name} (Strg+${letter})`,
  mute: 'Mikrofon stumm schalten',
  unmute: 'Mikrofon einschalten',
  cameraOff: 'Kamera ausschalten',
  cameraOn: 'Kamera einschalten',
  flip: 'Kamera wechseln',
  share: 'Bildschirm teilen',
  stopSharing: 'Nicht mehr teilen',
  sharing: 'Du teilst deinen Bildschirm',
  sharesScreen: (name) => `${name} teilt einen Bildschirm`,
  forText: 'Scharf für Text',
  forMotion: 'Flüssig für Video',
  calling: (name) => `${name} wird angerufen…`,
  ringing: (name) => `Es klingelt bei ${name}…`,
  connecting: (name) => `Verbindung mit ${name}…`,
  connected: (name) => `Im Anruf mit ${name}`,
  reconnecting: (name) => `Die Verbindung mit ${name} wird wiederhergestellt…`,
  reconnectingShort: 'Neu verbinden…',
  duration: 'Dauer dieses Anrufs',
  yourPicture: 'Dein Bild',
  yourScreen: 'Dein Bildschirm',
  theirPicture: (name) => `Bild von ${name}`,
  theirScreen: (name) => `Bildschirm von ${name}`,
  muted: 'Stumm',
  theyAreMuted: (name) => `${name} ist stumm`,
  cameraIsOff: 'Kamera aus',
  videoPaused: (name) => `Das Bild von ${name} hält an, weil das Netz langsam ist`,
  mutedHint: 'Du bist stumm: Niemand hört dich.',
  mutedKeepsDevice:
    'Stumm wird Stille gesendet. Das Mikrofon bleibt offen, darum zeigt der Browser weiter, dass es benutzt wird.',
  dismiss: 'Schließen',
  hear: (name) => `Tippe, um ${name} zu hören`,
  callAgain: 'Noch einmal anrufen',
  layout: 'Anordnung',
  sizes: 'Größe des Anrufs',
  size: { sm: 'Klein', md: 'Mittel', lg: 'Groß' },
  fullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild verlassen',
  pip: 'Bild im Bild',
  leavePip: 'Bild im Bild verlassen',
  hideSelf: 'Mein Bild ausblenden',
  showSelf: 'Mein Bild zeigen',
  moveSelf: 'Mein Bild verschieben',
  moveSelfHint: 'Die Pfeiltasten schieben es in eine andere Ecke.',
  corner: {
    'top-start': 'Dein Bild ist oben links.',
    'top-end': 'Dein Bild ist oben rechts.',
    'bottom-start': 'Dein Bild ist unten links.',
    'bottom-end': 'Dein Bild ist unten rechts.',
  },
  check: 'Kamera und Ton',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  speaker: 'Lautsprecher',
  systemDefault: 'Was das System bevorzugt',
  noSuchDevice: 'Keins gefunden',
  unnamed: (count) => `Gerät ${number('de', count)}`,
  level: 'Wie laut du bist',
  testSpeaker: 'Einen Ton abspielen',
  speakerBySystem: 'Dieser Browser überlässt die Wahl des Lautsprechers dem System.',
  done: 'Fertig',
  opening: 'Vielleicht fragt der Browser nach Kamera und Mikrofon.',
  gone: {
    microphone: (name) => `${name} wurde abgesteckt. Jetzt wird ein anderes Mikrofon benutzt.`,
    camera: (name) =>
      `${name} wurde abgesteckt. Eine andere Kamera wird benutzt, wenn es eine gibt.`,
    speaker: (name) => `${name} wurde abgesteckt. Jetzt wird der Lautsprecher des Systems benutzt.`,
  },
  back: (name) => `${name} ist wieder da.`,
  useIt: (name) => `${name} benutzen`,
  quality: {
    good: 'Gute Verbindung',
    fair: 'Schwache Verbindung',
    poor: 'Schlechte Verbindung',
  },
  link: {
    none: 'Ton und Bild kommen gut an.',
    yours: 'Dein Netz ist langsam oder verliert Daten.',
    theirs: 'Das Netz der anderen Seite ist langsam oder verliert Daten.',
    relay: 'Der Weg zwischen euch ist lang: Er geht über ein Relais.',
    device: 'Dieses Gerät ist zu beschäftigt, um ein besseres Bild zu senden.',
    lost: 'Gerade kommt nichts durch.',
  },
  pictureReduced: 'Deine Verbindung ist langsam: Dein Bild wird kleiner gesendet.',
  picturePaused: 'Deine Verbindung ist langsam: Dein Bild hält an. Der Ton geht weiter.',
  ended: {
    'hung-up': () => 'Der Anruf ist beendet.',
    declined: (name) => `Der Anruf mit ${name} wurde abgelehnt.`,
    busy: (name) => `${name} ist in einem anderen Anruf. Versuche es später noch einmal.`,
    cancelled: () => 'Du hast den Anruf abgebrochen.',
    'no-answer': (name) => `${name} hat nicht geantwortet.`,
    missed: (name) => `Du hast einen Anruf von ${name} verpasst.`,
    elsewhere: () => 'Du hast in einem anderen Tab oder an einem anderen Gerät geantwortet.',
    gone: (name) => `${name} ist gerade nicht erreichbar.`,
    failed: () => 'Der Anruf ist nicht zustande gekommen.',
    lost: (name) => `Die Verbindung mit ${name} ging verloren.`,
  },
  failed: {
    'no-path':
      'Es kam keine Verbindung zustande. Vielleicht sperrt eines eurer Netze Anrufe: Versuche ein anderes Netz.',
    description:
      'Eure Browser verstehen einander nicht. Aktualisiert beide, dann rufe noch einmal an.',
    unsupported: 'Einer eurer Browser kann nicht anrufen. Versuche einen anderen Browser.',
    'server-away':
      'Der Server ist gerade nicht erreichbar. Rufe noch einmal an, wenn du wieder online bist.',
  },
  problem: {
    microphone: {
      denied:
        'Dein Mikrofon ist gesperrt: Du hörst nur zu. Erlaube es für diese Seite in der Adressleiste, dann drücke „Mikrofon einschalten“.',
      missing:
        'Kein Mikrofon gefunden: Du hörst nur zu. Stecke eines ein, dann drücke „Mikrofon einschalten“.',
      busy: 'Ein anderes Programm benutzt dein Mikrofon. Schließe es dort, dann drücke „Mikrofon einschalten“.',
      stopped:
        'Das System hat dein Mikrofon angehalten. Drücke „Mikrofon einschalten“, um weiterzumachen.',
      unsupported:
        'Anrufe brauchen eine sichere Seite: Öffne diesen Chat über https oder auf localhost.',
    },
    camera: {
      denied:
        'Deine Kamera ist gesperrt: Das ist ein Anruf nur mit Ton. Erlaube sie für diese Seite in der Adressleiste, dann drücke „Kamera einschalten“.',
      missing:
        'Keine Kamera gefunden: Das ist ein Anruf nur mit Ton. Stecke eine ein, dann drücke „Kamera einschalten“.',
      busy: 'Ein anderes Programm benutzt deine Kamera. Schließe sie dort, dann drücke „Kamera einschalten“.',
      stopped:
        'Das System hat deine Kamera angehalten. Drücke „Kamera einschalten“, um weiterzumachen.',
      unsupported:
        'Anrufe brauchen eine sichere Seite: Öffne diesen Chat über https oder auf localhost.',
    },
    both: {
      denied:
        'Kamera und Mikrofon sind gesperrt: Du hörst nur zu. Erlaube beide für diese Seite in der Adressleiste, dann schalte sie hier ein.',
      missing:
        'Keine Kamera und kein Mikrofon gefunden: Du hörst nur zu. Stecke sie ein, dann schalte sie hier ein.',
    },
  },
};
