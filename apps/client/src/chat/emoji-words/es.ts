import type { EmojiWords } from './en.ts';

export const es: EmojiWords = {
  pick: 'Elige un emoji',
  search: 'Buscar emoji',
  none: 'Ningún emoji se llama así.',
  groups: {
    'Smileys & Emotion': 'Caritas y emociones',
    'People & Body': 'Personas y cuerpo',
    'Animals & Nature': 'Animales y naturaleza',
    'Food & Drink': 'Comida y bebida',
    'Travel & Places': 'Viajes y lugares',
    Activities: 'Actividades',
    Objects: 'Objetos',
    Symbols: 'Símbolos',
    Flags: 'Banderas',
  },
};
