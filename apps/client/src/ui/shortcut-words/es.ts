import type { ShortcutWords } from './en.ts';

export const es: ShortcutWords = {
  heading: 'Atajos de teclado',
  close: 'Cerrar',
  canBeOff: 'Se pueden desactivar en los ajustes.',
  keys: {
    microphone: ['Ctrl o ⌘ + D', 'Silenciar o activar el micrófono en una llamada'],
    camera: ['Ctrl o ⌘ + E', 'Encender o apagar la cámara en una llamada'],
    talk: ['Espacio, mantenido', 'Hablar con el micrófono silenciado, fuera de los campos'],
    picture: ['Flechas', 'En “Mover mi imagen”: llevarla a otra esquina'],
    regions: ['F6, Mayús + F6', 'Parte siguiente o anterior de la página'],
    lines: ['Alt + ↑, Alt + ↓', 'Mensaje anterior o siguiente'],
    inList: ['↑, ↓', 'En los mensajes: anterior o siguiente; Tab llega a lo que contiene'],
    newest: ['Fin', 'Mensaje más reciente, donde no hay nada escrito'],
    pages: ['Re Pág, Av Pág', 'Por los mensajes, donde no hay nada escrito'],
    markRead: ['Mayús + Esc', 'Marcar todo como leído'],
    write: ['/ o una letra', 'Escribir un mensaje, fuera de los campos'],
    editLast: ['↑', 'En un campo vacío: editar tu último mensaje; ↓ lo deja'],
    complete: ['@, :', 'Completar un nombre o un emoji; Tab o Intro lo acepta'],
    send: ['Intro', 'Enviar el mensaje; con Mayús, una línea nueva'],
    copyLink: ['Ctrl + Mayús + L', 'Copiar el enlace de la sala'],
    close: ['Esc', 'Cerrar lo que está encima o cancelar la edición'],
    list: ['?, Ctrl o ⌘ + /', 'Esta lista'],
  },
};
