/** What a browser reports as an error and is none: a page that is laid out again in the next frame. */
const HARMLESS = /^ResizeObserver loop/;

/**
 * Tells the person of errors that nothing else caught, instead of the console alone: something on this page may not have
 * happened, and a reload is the way out. What was written is kept, as with any reload.
 */
export class Mishaps {
  #any = $state(false);
  readonly #onError = ({ message }: ErrorEvent) => {
    if (!HARMLESS.test(message)) this.#any = true;
  };
  readonly #onRejection = () => (this.#any = true);

  constructor() {
    addEventListener('error', this.#onError);
    addEventListener('unhandledrejection', this.#onRejection);
  }

  /** Whether something went wrong that the person has not put away. */
  get any(): boolean {
    return this.#any;
  }

  dismiss(): void {
    this.#any = false;
  }

  close(): void {
    removeEventListener('error', this.#onError);
    removeEventListener('unhandledrejection', this.#onRejection);
  }
}
