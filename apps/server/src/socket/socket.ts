/** All that a session knows of a transport. */
export interface Socket {
  /** Sends a whole message soon, in order, in one write with what else is due. */
  send(message: Buffer): void;
  /** Sends with what is due next, in order, a tenth of a second later at the latest. */
  sendAlong(message: Buffer): void;
  /** Sends now what is due; calls back when all that was sent has left this process, or never will. */
  flush(onFlushed: () => void): void;
  /** Asks the other side for a sign of life that no program of it needs to give. */
  ping(): void;
  /** Sends what is due and ends the connection. */
  close(code: number): void;
  /** Stops and starts reading, for a client that is faster than its frames can be handled. */
  pause(): void;
  resume(): void;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
}
