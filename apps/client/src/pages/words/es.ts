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
    roomName: 'Nombre de la sala',
    elsewhere: (host) => `Esa sala está en otro servidor, ${host}. Abre su enlace en el navegador.`,
    changeName: 'Cambiar nombre',
  },
  leave: {
    ask: '¿Salir de la sala?',
    lost: count({
      one: '# mensaje aún no se ha enviado y se perderá.',
      many: '# de mensajes aún no se han enviado y se perderán.',
      other: '# mensajes aún no se han enviado y se perderán.',
    }),
    draft: 'Lo que estás escribiendo se perderá.',
    alone: 'No hay nadie más en esta sala: sin su enlace no se puede volver a encontrar.',
    youLeft: (title) => `Has salido de «${title}».`,
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
    forbidden: (sign) =>
      `Un nombre no puede contener el signo invisible ${sign}. Escríbelo en lugar de pegarlo.`,
    locked: 'Está bloqueada: llama y quienes están dentro pueden dejarte entrar.',
  },
};
