/**
 * The messages that are due to a socket, in order. Sockets that are due the same share one object, so what is due to a
 * whole room is joined once, and adding a message to what is due to one of many moves a pointer.
 */
export class Due {
  readonly #before: Due | undefined;
  readonly #last: Buffer;
  /** What the message came to that was added to this last: the members of a room are told one after the other. */
  #next: Due | undefined;
  #joined: Buffer | undefined;
  /** Bytes. */
  readonly length: number;
  /** Messages. */
  readonly count: number;

  private constructor(last: Buffer, before?: Due) {
    this.#last = last;
    this.#before = before;
    this.length = (before?.length ?? 0) + last.byteLength;
    this.count = before ? before.count + 1 : 0;
  }

  /** Nothing yet. Only what began with the same nothing is shared. */
  static nothing(): Due {
    return new Due(Buffer.alloc(0));
  }

  plus(message: Buffer): Due {
    const next = this.#next;
    if (next && next.#last === message) return next;
    this.#next = new Due(message, this);
    return this.#next;
  }

  join(): Buffer {
    this.#joined ??= this.#concat();
    return this.#joined;
  }

  #concat(): Buffer {
    if (!this.#before || this.#before.length === 0) return this.#last;
    const messages = [this.#last];
    for (let due: Due | undefined = this.#before; due; due = due.#before) messages.push(due.#last);
    return Buffer.concat(messages.reverse(), this.length);
  }
}
