import { entryOf } from './page-version.ts';
import type { Session } from './session.svelte.ts';

/** A page that is looked at again asks at most so often. */
const AGAIN_MS = 10 * 60_000;

/**
 * Whether the server has another version of this page: asked when the connection came back, when a part of the page could
 * not be loaded, and when somebody comes back to a page that was open for long. Nothing is ever reloaded by itself.
 */
export class UpdateWatch {
  #isOld = $state(false);
  #askedAt = performance.now();
  readonly #own = entryOf(document.documentElement.outerHTML);
  readonly #stops: (() => void)[] = [];

  constructor({ connection }: Pick<Session, 'connection'>) {
    // In development the server of the page says itself what is new.
    if (!import.meta.env.PROD) return;
    let wasOpen = false;
    const unfollow = connection.onState(({ status }) => {
      if (status === 'waiting' || status === 'closed') wasOpen = true;
      if (status !== 'open' || !wasOpen) return;
      wasOpen = false;
      void this.#ask();
    });
    const ask = () => void this.#ask();
    const look = () => {
      const isLate = performance.now() - this.#askedAt > AGAIN_MS;
      if (document.visibilityState === 'visible' && isLate) ask();
    };
    addEventListener('vite:preloadError', ask);
    document.addEventListener('visibilitychange', look);
    this.#stops.push(
      unfollow,
      () => removeEventListener('vite:preloadError', ask),
      () => document.removeEventListener('visibilitychange', look),
    );
  }

  get isOld(): boolean {
    return this.#isOld;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  async #ask(): Promise<void> {
    this.#askedAt = performance.now();
    try {
      const response = await fetch('/', { cache: 'no-cache' });
      const entry = response.ok ? entryOf(await response.text()) : null;
      this.#isOld = entry !== null && this.#own !== null && entry !== this.#own;
    } catch {
      // Without a network there is nothing newer to be had.
    }
  }
}
