/** Most interruptions heal by themselves; after this one is worth a new path (W3C WebRTC, 5.6: "disconnected"). */
const PATIENCE_MS = 3_000;

/** Says when a peer connection needs a new path: at once when the old one has failed, later when it only pauses. */
export class PathWatch {
  readonly #onBroken: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onBroken: () => void) {
    this.#onBroken = onBroken;
  }

  follow(state: RTCPeerConnectionState): void {
    clearTimeout(this.#timer);
    if (state === 'failed') this.#onBroken();
    if (state === 'disconnected') this.#timer = setTimeout(this.#onBroken, PATIENCE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
