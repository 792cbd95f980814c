import { Due } from './due.ts';

/** Milliseconds in which a socket is written to once, after the first time … */
const SLOT_MS = 10;
/**
 * … or so many times what the last writing took, where messages came in faster than that: then fewer writes take more each.
 * Without it half of a burst is written while the other half is still being read.
 */
const SLOT_FACTOR = 2;
/** Milliseconds that nobody notices in a conversation. */
const LONGEST_SLOT_MS = 50;
/** Milliseconds that who comes and goes may wait for a message to go along with. */
const IDLE_MS = 100;

/** A socket that waits for its turn. */
export interface Paced {
  /** The slot in which it was last written to. */
  slot: number;
  /** Writes what is due, and gives how many messages that were. */
  writeDue(): number;
}

/**
 * When sockets are written to: at the end of the turn of the event loop that made the first message, and then at most
 * once in 10 ms (in a burst that takes longer to write: up to 50), all of them together. A write costs as much for one message as for thirty, and all sockets of a room
 * that wait together are due the same bytes. Under no load nothing waits, but who comes and goes: when hundreds join at
 * once, each of them is told of many others in one write.
 */
export class Pace {
  /** What all sockets begin with that nothing is due to. */
  nothing = Due.nothing();
  #soon: Paced[] = [];
  #later: Paced[] = [];
  #idle: Paced[] = [];
  #slot = 0;
  #isOpen = false;
  /** Milliseconds that the next slot takes. */
  #slotMs = SLOT_MS;

  /** Takes a socket to which something is due now and nothing was before. */
  add(socket: Paced): void {
    if (this.#isOpen && socket.slot === this.#slot) {
      this.#later.push(socket);
      return;
    }
    if (this.#soon.length === 0) setImmediate(() => this.#writeSoon());
    this.#soon.push(socket);
  }

  /** Takes a socket to which nothing is due but what can wait for more. */
  addIdle(socket: Paced): void {
    if (this.#idle.length === 0) setTimeout(() => this.#writeIdle(), IDLE_MS).unref();
    this.#idle.push(socket);
  }

  #writeIdle(): void {
    const sockets = this.#idle;
    this.#idle = [];
    this.#write(sockets);
  }

  #writeSoon(): void {
    if (!this.#isOpen) this.#openSlot();
    const sockets = this.#soon;
    this.#soon = [];
    this.#write(sockets);
  }

  #openSlot(): void {
    this.#isOpen = true;
    this.#slot += 1;
    setTimeout(() => this.#endSlot(), this.#slotMs).unref();
  }

  #endSlot(): void {
    this.#isOpen = false;
    if (this.#later.length === 0) return;
    this.#openSlot();
    const sockets = this.#later;
    this.#later = [];
    this.#write(sockets);
  }

  #write(sockets: Paced[]): void {
    this.nothing = Due.nothing();
    const startedAt = performance.now();
    let messages = 0;
    for (const socket of sockets) {
      socket.slot = this.#slot;
      messages += socket.writeDue();
    }
    const isBurst = messages > sockets.length;
    const wanted = isBurst ? SLOT_FACTOR * (performance.now() - startedAt) : 0;
    this.#slotMs = Math.min(Math.max(SLOT_MS, wanted), LONGEST_SLOT_MS);
  }
}
