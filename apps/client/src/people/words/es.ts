import type { PeopleText } from './en.ts';

export const es: PeopleText = {
  inYourCall: 'en tu llamada',
  share: 'Compartir enlace',
  showCode: 'Mostrar código QR',
  me: 'tú',
  unknown: 'Cuando haya conexión se verá quién está aquí.',
  owner: 'responsable',
  reconnecting: 'reconectando',
  call: (name) => `Llamar a ${name}`,
  manage: (name) => `Gestionar a ${name}`,
  check: 'Probar cámara y sonido',
  inCall: 'en una llamada',
  away: 'ausente',
  callPath: {
    ready: 'Las llamadas funcionan desde aquí.',
    relay:
      'Desde esta red las llamadas pasan por un repetidor. Funcionan, y quizá suenen un poco más tarde.',
    near: 'No se puede alcanzar el repetidor de llamadas: quizá solo funcionen dentro de tu red.',
    impossible:
      'Desde aquí no se puede llamar: este navegador o esta red no deja pasar llamadas. Prueba con otro.',
    insecure: 'Las llamadas necesitan una página segura: abre este chat con https o en localhost.',
    unsupported: 'Este navegador no puede llamar. Usa un Firefox, Chrome, Edge o Safari actual.',
    hidden: 'Las llamadas pasan por el repetidor, que oculta tu dirección.',
    'no-relay':
      'Ocultas tu dirección y no hay repetidor que lleve la llamada. Desactiva «Ocultar mi dirección en las llamadas» en los ajustes o pide un repetidor a quien lleva este servidor.',
  },
};
