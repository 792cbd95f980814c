import { askForNotices, noticesAllowed } from '../notices-allowed.ts';
import type { SettingName, SwitchName } from '../settings.svelte.ts';
import type { SettingsText } from './words/en.ts';

/** What the dialog shows, in this order. A setting belongs here once something obeys it. */
export const SECTIONS: readonly {
  name: keyof SettingsText['sections'];
  settings: readonly SettingName[];
}[] = [
  { name: 'look', settings: ['theme', 'size', 'language'] },
  { name: 'conversation', settings: ['enterMakesNewLine', 'showJoins', 'showTyping', 'shortcuts'] },
  {
    name: 'notices',
    settings: ['notifyMessages', 'notifyMentions', 'notifyCalls', 'soundMessages', 'soundCalls'],
  },
  { name: 'calls', settings: ['hideAddress', 'releaseMicrophone'] },
];

interface Consent {
  /** Whether the browser allows it now: a person may take it back there. */
  given: () => boolean;
  ask: () => Promise<boolean>;
}

const NOTICES: Consent = { given: noticesAllowed, ask: askForNotices };

/** What a person's browser must allow before a switch can be turned on; asked at that moment and at no other. */
export const CONSENTS: Partial<Record<SwitchName, Consent>> = {
  notifyMessages: NOTICES,
  notifyMentions: NOTICES,
  notifyCalls: NOTICES,
};
