import { plurals } from '../../languages.ts';
import type { PagesText } from './en.ts';

const count = plurals('es');

export const es: PagesText = {
  home: {
    heading: 'Una sala que envías como enlace',
    lead: 'Crea una sala, copia su enlace, envíalo. Quien lo abre está dentro. Sin cuenta, sin base de datos.',
    greeting: (name) => `Hola, ${name}`,
    creating: 'Creando…',
    or: 'o entra en una',
    linkLabel: 'Enlace o código de la sala',
    linkHint: 'Pega el enlace que te enviaron',
    joinRoom: 'Entrar en la sala',
    notALink:
      'Eso no es un enlace de sala. Pega el enlace entero o los 32 caracteres después de /r/.',
    changeName: 'Cambiar nombre',
  },
  name: {
    label: 'Tu nombre',
    continue: 'Continuar',
    hint: 'Lo ven los demás en la sala.',
    invited: (title) => `Tienes una invitación a «${title}»`,
    insideNow: count({
      0: 'Todavía no hay nadie dentro.',
      one: 'Hay una persona dentro.',
      many: 'Hay # de personas dentro.',
      other: 'Hay # personas dentro.',
    }),
    empty: 'Escribe un nombre con al menos una letra.',
  },
};
