/** Harms that somebody saw for a moment, even where the end is right. */
export interface SeenHarms {
  duplicate: number;
  reordered: number;
}

/** How many lists are looked at only for their order before one is searched for doubles. */
const EVERY = 16;

/** Looks at every list that a client draws, while it runs: no id twice, and always in the order of the log [I3][I4]. */
export class ListWatch {
  readonly harms: SeenHarms = { duplicate: 0, reordered: 0 };
  #lists = 0;

  /** `waiting` is drawn below the messages, not confirmed yet. */
  see(messages: readonly { id: string; seq: number }[], waiting: readonly { id: string }[]): void {
    let last = 0;
    for (const { seq } of messages) {
      if (seq <= last) this.harms.reordered += 1;
      last = seq;
    }
    this.#lists += 1;
    if (this.#lists % EVERY !== 0) return;
    const ids = [...messages, ...waiting].map(({ id }) => id);
    this.harms.duplicate += ids.length - new Set(ids).size;
  }
}
