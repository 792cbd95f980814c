/** An open socket, as far as it is counted. */
export interface Counted {
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
}

/**
 * What goes over all sockets of this server. Counted once per write and not per message: what is due to a whole room is
 * one object, which knows how many messages it holds.
 */
export class Traffic {
  /** Frames that were handed to a socket, one for each receiver. */
  deliveries = 0;
  bytes = 0;
  writes = 0;
  readonly #sockets = new Set<Counted>();

  get connections(): number {
    return this.#sockets.size;
  }

  /** Bytes that wait at all sockets together. Looks at each of them, so for those who ask now and then. */
  get queuedBytes(): number {
    let bytes = 0;
    for (const { bufferedAmount } of this.#sockets) bytes += bufferedAmount;
    return bytes;
  }

  /** Counts a socket until what comes back is called. */
  open(socket: Counted): () => void {
    this.#sockets.add(socket);
    return () => this.#sockets.delete(socket);
  }

  wrote({ count, length }: { count: number; length: number }): void {
    this.deliveries += count;
    this.bytes += length;
    this.writes += 1;
  }
}
