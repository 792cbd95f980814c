/** What the keys of a call steer. */
export interface CallSwitches {
  readonly microphone: boolean;
  setMicrophone(on: boolean): void;
  toggleMicrophone(): void;
  toggleCamera(): void;
}

/** A press of the space bar that is longer than this was held to talk. */
const HELD_MS = 400;

/**
 * The keyboard of a call: Ctrl or Cmd with D and E, and the space bar held to talk while muted. The space bar is left to
 * fields and to every button but the microphone's own, where a short press switches as on any button.
 */
export class CallKeys {
  readonly #switches: CallSwitches;
  /** Since when the space bar is held to talk, in ms. */
  #talkingSince: number | null = null;

  constructor(switches: CallSwitches) {
    this.#switches = switches;
  }

  keydown(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if ((ctrlKey || metaKey) && !altKey && !shiftKey) this.#withControl(event);
    if (key === ' ' && !ctrlKey && !metaKey && !altKey) this.#space(event);
  }

  keyup(event: KeyboardEvent): void {
    if (event.key !== ' ' || this.#talkingSince === null) return;
    event.preventDefault();
    const held = event.timeStamp - this.#talkingSince;
    const short = held < HELD_MS && isMicrophone(event.target);
    this.#talkingSince = null;
    if (!short) this.#switches.setMicrophone(false);
  }

  /** The window lost the focus: the key will be let go where nobody hears of it. */
  release(): void {
    if (this.#talkingSince === null) return;
    this.#talkingSince = null;
    this.#switches.setMicrophone(false);
  }

  #withControl(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (key !== 'd' && key !== 'e') return;
    // A bookmark, the address bar: not now.
    event.preventDefault();
    if (event.repeat) return;
    if (key === 'd') this.#switches.toggleMicrophone();
    else this.#switches.toggleCamera();
  }

  #space(event: KeyboardEvent): void {
    if (this.#talkingSince !== null) return event.preventDefault();
    if (this.#switches.microphone || event.repeat || isTaken(event.target)) return;
    event.preventDefault();
    this.#talkingSince = event.timeStamp;
    this.#switches.setMicrophone(true);
  }
}

function isMicrophone(target: EventTarget | null): boolean {
  return target instanceof Element && target.id === 'call-microphone';
}

/** Whether the space bar means something there already. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || isMicrophone(target)) return false;
  return (
    target.closest('input, textarea, select, button, a, summary, dialog, [contenteditable]') !==
    null
  );
}

/** Whether the keyboard has ⌘ where others have Ctrl. */
export function onApple({ platform } = navigator): boolean {
  return /^(Mac|iP)/.test(platform);
}
