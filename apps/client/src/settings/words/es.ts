import type { SettingsText } from './en.ts';

export const es: SettingsText = {
  heading: 'Ajustes',
  close: 'Cerrar',
  languageFailed:
    'Este idioma no se puede cargar ahora. Comprueba tu conexión e inténtalo de nuevo.',
  refused: 'El navegador no lo permite. Permítelo para esta página en la barra de direcciones.',
  sections: {
    look: 'Aspecto',
    conversation: 'Conversación',
    notices: 'Avisos',
    calls: 'Llamadas',
  },
  labels: {
    theme: 'Tema',
    size: 'Tamaño de la conversación',
    language: 'Idioma',
    enterMakesNewLine: 'Intro empieza una línea nueva',
    showJoins: 'Mostrar quién entra y quién sale',
    showTyping: 'Mostrar quién está escribiendo',
    notifyMessages: 'Avisos de mensajes nuevos',
    notifyMentions: 'Avisos cuando te mencionan',
    notifyCalls: 'Avisos de llamadas',
    soundMessages: 'Un tono para mensajes nuevos',
    soundCalls: 'Tonos de llamada',
    shortcuts: 'Atajos de teclado',
    releaseMicrophone: 'Liberar el micrófono mientras está silenciado',
    hideAddress: 'Ocultar mi dirección en las llamadas',
  },
  hints: {
    notifyMessages:
      'Solo mientras no miras ninguna pestaña de este chat. Uno para varios seguidos.',
    showTyping: 'Desactivado, los demás tampoco ven que escribes.',
    enterMakesNewLine: 'Se envía con el botón, o con Ctrl o ⌘ e Intro.',
    releaseMicrophone:
      'Se apaga la señal del navegador de que el micrófono está en uso. Volver a hablar tarda un momento más.',
    hideAddress:
      'Los demás ven la dirección del repetidor. Entonces las llamadas lo necesitan, y el sonido puede llegar algo más tarde.',
  },
  options: {
    theme: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
    size: { automatic: 'Automático', compact: 'Compacto', regular: 'Normal', wide: 'Ancho' },
  },
  browserLanguage: 'Como el navegador',
};
