import { plurals } from '../../languages.ts';
import type { RoomsText } from './en.ts';

const count = plurals('es');

export const es: RoomsText = {
  joinAs: (title) => `Entrar en «${title}» como`,
  heading: 'Mis salas',
  show: count({
    0: 'Mis salas',
    one: 'Mis salas (# sin leer)',
    many: 'Mis salas (# sin leer)',
    other: 'Mis salas (# sin leer)',
  }),
  empty: 'Aquí aparecen las otras salas en las que entres.',
  another: 'Crear otra o entrar en otra',
  people: count({
    0: '',
    1: 'Solo estás tú',
    one: '# persona',
    many: '# de personas',
    other: '# personas',
  }),
  draft: (words) => `Borrador: ${words}`,
  mine: (words) => `Tú: ${words}`,
  quiet: 'Aún no hay mensajes',
  notInside: 'Ahora no estás en esta sala',
  unread: count({
    one: '# mensaje sin leer',
    many: '# de mensajes sin leer',
    other: '# mensajes sin leer',
  }),
  mentioned: 'te mencionan',
  inCall: 'Aquí estás en una llamada',
  callIn: (title) => `Estás en una llamada en «${title}».`,
  goThere: 'Ir allí',
  typing: (name) => `${name} está escribiendo`,
  typingTwo: (one, other) => `${one} y ${other} están escribiendo`,
  typingSeveral: 'Varias personas están escribiendo',
  scan: (title) => `Escanea para entrar en «${title}»`,
  qrOf: (link) => `Código QR de ${link}`,
  updated: 'Hay una versión más nueva de esta página.',
  update: 'Recargar para actualizar',
};
