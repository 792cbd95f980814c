import type { DoorText } from './en.ts';

export const es: DoorText = {
  waiting: 'Has llamado a la puerta',
  waitingHint:
    'Quien está dentro puede dejarte entrar ahora. Dos minutos como mucho; después puedes volver a llamar.',
  stop: 'Dejar de esperar',
  atTheDoor: 'En la puerta',
  asks: (name) => `${name} pide entrar`,
  admit: 'Dejar entrar',
  refuse: 'Rechazar',
  admitName: (name) => `Dejar entrar a ${name}`,
  refuseName: (name) => `Rechazar a ${name}`,
  admitted: (name) => `${name} puede entrar.`,
  refused: (name) => `${name} no puede entrar.`,
  gone: (name) => `${name} ya no espera.`,
};
