/** All that a session knows of a transport. */
export interface Socket {
  /** `onFlushed` is called when the bytes have left this process, or never will. */
  send(bytes: Uint8Array, onFlushed: () => void): void;
  /** Asks the other side for a sign of life that no program of it needs to give. */
  ping(): void;
  close(code: number): void;
  /** Stops and starts reading, for a client that is faster than its frames can be handled. */
  pause(): void;
  resume(): void;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
}
