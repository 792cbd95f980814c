import { createSubscriber } from 'svelte/reactivity';

/** The whole page on the whole screen: the chat stays beside the call. */
export class FullScreen {
  readonly #track = createSubscriber((update) => {
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  });

  get possible(): boolean {
    return document.fullscreenEnabled;
  }

  get on(): boolean {
    this.#track();
    return document.fullscreenElement !== null;
  }

  toggle(): void {
    const change = this.on
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // A browser that refuses leaves everything as it was.
    change.catch(() => {});
  }
}
