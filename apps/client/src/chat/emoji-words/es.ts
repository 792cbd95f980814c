import type { EmojiWords } from './en.ts';

export const es: EmojiWords = {
  'Smileys & Emotion': 'Caritas y emociones',
  'People & Body': 'Personas y cuerpo',
  'Animals & Nature': 'Animales y naturaleza',
  'Food & Drink': 'Comida y bebida',
  'Travel & Places': 'Viajes y lugares',
  Activities: 'Actividades',
  Objects: 'Objetos',
  Symbols: 'Símbolos',
  Flags: 'Banderas',
};
