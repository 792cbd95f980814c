import type { RoomId } from '@chat/protocol';

/** Milliseconds that clocks and timers may be apart. */
const SLACK_MS = 20;

export type EndedNodesOptions = {
  node: string;
  /** Looks for whom a node that ended does not answer any more. */
  sweep: (room: RoomId, node: string) => Promise<void>;
  onError: (error: unknown) => void;
};

/** Nodes that said that they end: when it is time, it is looked who of their people has not come back [P15]. */
export class EndedNodes {
  readonly #options: EndedNodesOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: EndedNodesOptions) {
    this.#options = options;
  }

  /** A published message, `S node ms ms`: it ends, and after so long is to be looked. False for any other. */
  take(room: RoomId, message: string): boolean {
    if (!message.startsWith('S ')) return false;
    const [, node = '', ...delays] = message.split(' ');
    const { sweep, onError } = this.#options;
    for (const delay of node === this.#options.node ? [] : delays) {
      const timer = setTimeout(
        () => {
          this.#timers.delete(timer);
          sweep(room, node).catch(onError);
        },
        Number(delay) + SLACK_MS,
      ).unref();
      this.#timers.add(timer);
    }
    return true;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
