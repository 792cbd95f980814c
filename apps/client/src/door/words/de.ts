import type { DoorText } from './en.ts';

export const de: DoorText = {
  waiting: 'Du hast angeklopft',
  waitingHint:
    'Wer im Raum ist, kann dich jetzt hereinlassen. Höchstens zwei Minuten, dann kannst du noch einmal anklopfen.',
  stop: 'Nicht mehr warten',
  atTheDoor: 'Vor der Tür',
  asks: (name) => `${name} möchte herein`,
  admit: 'Hereinlassen',
  refuse: 'Ablehnen',
  admitName: (name) => `${name}: Hereinlassen`,
  refuseName: (name) => `${name}: Ablehnen`,
  admitted: (name) => `${name} wurde hereingelassen.`,
  refused: (name) => `${name} wurde nicht hereingelassen.`,
  gone: (name) => `${name} wartet nicht mehr.`,
};
