import { steadyTime } from '@chat/sdk/call';

/** The milliseconds since a time of the call, as a component reads them: anew each second; 0 before there is one. */
export class Elapsed {
  #now = $state(steadyTime());
  readonly #since: () => number | null;

  /** To be made in a component, with which it ends. */
  constructor(since: () => number | null) {
    this.#since = since;
    $effect(() => {
      if (since() === null) return;
      this.#now = steadyTime();
      const timer = setInterval(() => (this.#now = steadyTime()), 1_000);
      return () => clearInterval(timer);
    });
  }

  get ms(): number {
    return Math.max(0, this.#now - (this.#since() ?? this.#now));
  }
}
