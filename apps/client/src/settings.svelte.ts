import { LANGUAGES, type Language } from './languages.ts';

const LANGUAGE_NAMES = Object.keys(LANGUAGES) as Language[];

/** One setting: what it is as long as nobody has chosen, and which choices there are. */
interface Setting<Value> {
  readonly initial: Value;
  readonly choices: readonly Value[];
}

const oneOf = <const Value extends string>(initial: Value, ...others: Value[]): Setting<Value> => ({
  initial,
  choices: [initial, ...others],
});

const onOff = (initial: boolean): Setting<boolean> => ({ initial, choices: [true, false] });

/**
 * Every setting of this browser. To add one: a line here, its words in all languages (settings/words), and its name in a
 * section of settings/sections.ts once something obeys it: a control that does nothing is not shown.
 */
export const SETTINGS = {
  theme: oneOf('system', 'light', 'dark'),
  /** How wide a room is at most: as its window, or as if that were narrow, medium, wide. */
  size: oneOf('automatic', 'compact', 'regular', 'wide'),
  language: oneOf('browser', ...LANGUAGE_NAMES),
  /** Where Enter is the only key for it, it ends the line; there is a button to send. */
  enterMakesNewLine: onOff(hasTouchKeyboard()),
  /** Lines about who came and who left. */
  showJoins: onOff(true),
  /** Whether the others are told that I am writing; who does not say it is not told it. */
  showTyping: onOff(true),
  /** Notices outside of the page, while it is not looked at. */
  notifyMessages: onOff(false),
  notifyMentions: onOff(false),
  notifyCalls: onOff(false),
  /** A tone for what comes while the page is not looked at. */
  soundMessages: onOff(false),
  /** The tones of calls that ring, here or there. */
  soundCalls: onOff(true),
  /** All keyboard shortcuts. */
  shortcuts: onOff(true),
  /** Whether a muted microphone is given back, and its light goes out. */
  releaseMicrophone: onOff(false),
  /** Whether calls go by a relay alone, so that nobody in them learns this network's address. */
  hideAddress: onOff(false),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Choices = {
  [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
};

/** The settings that are either on or off. */
export type SwitchName = {
  [Name in SettingName]: Choices[Name] extends boolean ? Name : never;
}[SettingName];

const KEY = 'chat.settings';
/** Raised when what is stored changes its meaning; what another version stored is not read. */
const VERSION = 1;

/** What this browser's person has chosen: the same in all tabs, over reloads. Reading one in a component follows it. */
export class Settings {
  #chosen: Partial<Choices> = $state.raw(load());
  readonly #follow = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) this.#chosen = load();
  };

  constructor() {
    addEventListener('storage', this.#follow);
  }

  get<Name extends SettingName>(name: Name): Choices[Name] {
    return this.#chosen[name] ?? (SETTINGS[name].initial as Choices[Name]);
  }

  set<Name extends SettingName>(name: Name, value: Choices[Name]): void {
    // What another tab has chosen a moment ago stays chosen.
    this.#chosen = { ...this.#chosen, ...load(), [name]: value };
    save(this.#chosen);
  }

  close(): void {
    removeEventListener('storage', this.#follow);
  }
}

/** What is in the storage may be damaged, of another version, or anybody's: only what is a choice counts. */
function load(): Partial<Choices> {
  const stored = read() as { version?: unknown; choices?: unknown } | null;
  if (stored?.version !== VERSION || typeof stored.choices !== 'object') return {};
  const entries = Object.entries(stored.choices ?? {}).filter(([name, value]) =>
    isChoice(name, value),
  );
  return Object.fromEntries(entries);
}

function isChoice(name: string, value: unknown): boolean {
  if (!Object.hasOwn(SETTINGS, name)) return false;
  const choices: readonly unknown[] = SETTINGS[name as SettingName].choices;
  return choices.includes(value);
}

function read(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

function save(choices: Partial<Choices>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, choices }));
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}

/** Whether writing is done on the glass: the pointer is a finger, and nothing hovers. */
function hasTouchKeyboard(): boolean {
  // Not every page has a screen: those of unit tests do not.
  if (typeof matchMedia !== 'function') return false;
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
