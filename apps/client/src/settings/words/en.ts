import type { Choices, SettingName } from '../../settings.svelte.ts';

type Options = {
  [Name in 'theme' | 'size']: Record<Choices[Name], string>;
};

/** Every sentence and name of the settings. */
export const en = {
  heading: 'Settings',
  close: 'Close',
  languageFailed: 'This language cannot be loaded right now. Check your connection and try again.',
  refused: 'The browser does not allow it. Allow it for this page in the address bar.',
  sections: {
    look: 'Look',
    conversation: 'Conversation',
    notices: 'Notices',
    calls: 'Calls',
  },
  labels: {
    theme: 'Theme',
    size: 'Size of the conversation',
    language: 'Language',
    enterMakesNewLine: 'Enter makes a new line',
    showJoins: 'Show who joins and who leaves',
    showTyping: 'Show who is writing',
    notifyMessages: 'Notices of new messages',
    notifyMentions: 'Notices when you are mentioned',
    notifyCalls: 'Notices of calls',
    soundMessages: 'A tone for new messages',
    soundCalls: 'Ring tones',
    shortcuts: 'Keyboard shortcuts',
    releaseMicrophone: 'Release the microphone while muted',
    hideAddress: 'Hide my address in calls',
  } satisfies Record<SettingName, string>,
  hints: {
    notifyMessages: 'Only while no tab of this chat is looked at. One for a burst.',
    showTyping: 'Off, the others do not see that you are writing either.',
    enterMakesNewLine: 'The button sends, and so do Ctrl or ⌘ with Enter.',
    releaseMicrophone:
      'The browser’s sign that the microphone is in use goes out. To talk again takes a moment longer.',
    hideAddress:
      'The others see the address of the relay instead. Calls need one then, and sound may come a little later.',
  } satisfies Partial<Record<SettingName, string>> as Partial<Record<SettingName, string>>,
  options: {
    theme: { system: 'As the system', light: 'Light', dark: 'Dark' },
    size: { automatic: 'Automatic', compact: 'Compact', regular: 'Regular', wide: 'Wide' },
  } satisfies Options,
  browserLanguage: 'As the browser',
};

/** What a language must say about the settings. */
export type SettingsText = typeof en;
