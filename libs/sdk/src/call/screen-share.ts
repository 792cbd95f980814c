import { hintScreen, stopMedia, type ScreenHint } from './media.ts';

/** Owns the screen that I share. After `stop` its tracks are stopped; it stops by itself when the browser ends the track. */
export class ScreenShare {
  readonly #onChange: () => void;
  #stream: MediaStream | null = null;
  #hint: ScreenHint = 'text';

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get hint(): ScreenHint {
    return this.#hint;
  }

  get track(): MediaStreamTrack | null {
    return this.#stream?.getVideoTracks()[0] ?? null;
  }

  /** Takes the stream over, in place of one that is shared already; the same one again may have another hint. */
  start(stream: MediaStream, hint: ScreenHint): void {
    const before = this.#stream;
    this.#stream = stream;
    this.#hint = hint;
    hintScreen(stream, hint);
    if (before !== stream) this.#watch(stream);
    if (before && before !== stream) stopMedia(before);
    this.#onChange();
  }

  stop(): void {
    if (!this.#stream) return;
    stopMedia(this.#stream);
    this.#stream = null;
    this.#onChange();
  }

  /** The browser's own button ends a track; no `stop` of ours does. */
  #watch(stream: MediaStream): void {
    for (const track of stream.getVideoTracks()) {
      track.addEventListener('ended', () => this.#stream === stream && this.stop());
    }
  }
}
