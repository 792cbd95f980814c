/** Tells keys that write from keys that an input method is still composing with. */
export class Composition {
  #isOn = false;

  readonly attach = (field: HTMLElement): (() => void) => {
    const start = () => (this.#isOn = true);
    const end = () => (this.#isOn = false);
    field.addEventListener('compositionstart', start);
    field.addEventListener('compositionend', end);
    return () => {
      field.removeEventListener('compositionstart', start);
      field.removeEventListener('compositionend', end);
    };
  };

  /** While an input method composes, Enter belongs to it. */
  has(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends the composition first and says only this.
    return this.#isOn || event.isComposing || event.keyCode === 229;
  }
}

type Keys = Pick<KeyboardEvent, 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** Whether Enter sends: with Control or Command in any case, with Shift or Alt never, alone as it is set. */
export function enterSends(
  { shiftKey, altKey, ctrlKey, metaKey }: Keys,
  makesNewLine: boolean,
): boolean {
  if (shiftKey || altKey) return false;
  return ctrlKey || metaKey || !makesNewLine;
}

export function hasModifier({ shiftKey, altKey, ctrlKey, metaKey }: Keys): boolean {
  return shiftKey || altKey || ctrlKey || metaKey;
}
