import { shortcutOf, type Shortcut } from './shortcuts.ts';

/** Does what a shortcut asks for. `false`: nothing was to be done, or the key is to do what it does anyway. */
type Action = (event: KeyboardEvent) => unknown;

/** Listens to the keyboard of the page and does what its parts have offered, unless shortcuts are turned off. */
export class ShortcutKeys {
  readonly #isOn: () => boolean;
  readonly #actions = new Map<Shortcut, Action>();
  readonly #press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !this.#isOn()) return;
    const shortcut = shortcutOf(event);
    const action = shortcut && this.#actions.get(shortcut);
    if (action && action(event) !== false) event.preventDefault();
  };

  constructor(isOn: () => boolean) {
    this.#isOn = isOn;
    addEventListener('keydown', this.#press);
  }

  /** Offers actions; of two for one shortcut the later counts. Returns what takes them back. */
  on(actions: Partial<Record<Shortcut, Action>>): () => void {
    const offered = Object.entries(actions) as [Shortcut, Action][];
    for (const [shortcut, action] of offered) this.#actions.set(shortcut, action);
    return () => {
      for (const [shortcut, action] of offered) {
        if (this.#actions.get(shortcut) === action) this.#actions.delete(shortcut);
      }
    };
  }

  close(): void {
    removeEventListener('keydown', this.#press);
  }
}
