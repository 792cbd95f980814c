export type HeartbeatOptions = {
  /** Milliseconds between beats, on average. */
  intervalMs: number;
  /** Milliseconds of silence after which the other side counts as gone. */
  silenceMs: number;
  beat: () => void;
  onSilence: () => void;
};

/** Beats at a jittered interval and notices when nothing has been heard for too long [P4]. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #silence: NodeJS.Timeout;
  #next: NodeJS.Timeout;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#silence = setTimeout(options.onSilence, options.silenceMs).unref();
    this.#next = this.#schedule();
  }

  /** Something was received. */
  heard(): void {
    this.#silence.refresh();
  }

  stop(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#next);
  }

  #schedule(): NodeJS.Timeout {
    // ±10 %: sockets that were opened together, as after a restart, do not beat together for ever.
    const delay = this.#options.intervalMs * (0.9 + Math.random() * 0.2);
    return setTimeout(() => {
      this.#next = this.#schedule();
      this.#options.beat();
    }, delay).unref();
  }
}
