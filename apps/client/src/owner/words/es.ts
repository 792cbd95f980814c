import type { OwnerText } from './en.ts';

export const es: OwnerText = {
  settingsOf: (title) => `Ajustes de «${title}»`,
  close: 'Cerrar',
  lock: 'Bloquear la sala',
  lockedHint: 'No entra nadie nuevo. Quien ya estuvo puede volver.',
  nowLocked: 'La sala está bloqueada.',
  nowUnlocked: 'La sala está abierta.',
  name: 'Nombre de la sala',
  rename: 'Cambiar nombre',
  renamed: (title) => `La sala se llama ahora «${title}».`,
  unlockedHint: 'Quien tenga el enlace puede entrar.',
  newLink: 'Crear un enlace nuevo',
  askLink:
    'El enlace antiguo deja de funcionar para todos. Quien está dentro se queda; envía el enlace nuevo a los demás.',
  end: 'Terminar la sala',
  askEnd:
    'Todos salen, se borran todos los mensajes y el enlace deja de funcionar. Esto no se puede deshacer.',
  remove: 'Sacar de la sala',
  removeNow: 'Sacar',
  askRemove: (name) => `¿Sacar a ${name} de esta sala? No podrá volver mientras exista la sala.`,
  mayReturn: 'Puede volver con el enlace',
  makeOwner: 'Nombrar responsable',
  askOwner: (name) =>
    `¿Ceder la sala a ${name}? Podrá sacar a personas y terminar la sala, y tú ya no.`,
  cancel: 'Cancelar',
};
