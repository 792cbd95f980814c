import { stopMedia } from './media.ts';

/** What a shared screen is tuned for: text that stays sharp, or movement that stays smooth. */
export type ScreenHint = 'detail' | 'motion';

/** Owns the screen that I share. After `stop` its tracks are stopped; it stops by itself when the browser ends the track. */
export class ScreenShare {
  readonly #onChange: () => void;
  #stream: MediaStream | null = null;
  #hint: ScreenHint = 'detail';

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

  /** Takes the stream over, in place of one that is shared already. */
  start(stream: MediaStream, hint: ScreenHint): void {
    const before = this.#stream;
    if (before && before !== stream) stopMedia(before);
    this.#stream = stream;
    this.#hint = hint;
    for (const track of stream.getVideoTracks()) {
      track.contentHint = hint;
      // The browser's own button: no `stop` of ours fires this.
      track.addEventListener('ended', () => this.#stream === stream && this.stop());
    }
    this.#onChange();
  }

  stop(): void {
    if (!this.#stream) return;
    stopMedia(this.#stream);
    this.#stream = null;
    this.#onChange();
  }
}
