/** Whose a socket is: of a person, and of who stands behind an address. */
export type SocketOwner = { person: string; address: string };

/** How servers hear from each other how many sockets a person and an address have [P45]. */
export interface SharedSockets {
  /** Counts one more until what it gives is called. `onTooMany` hears that there are more than may be, over all servers. */
  open(owner: SocketOwner, onTooMany: () => void): () => void;
  /** Says that this server has none any more. */
  close(): Promise<void>;
}

/** Of a server that is alone. */
export const NO_SHARED_SOCKETS: SharedSockets = {
  open: () => () => undefined,
  close: () => Promise.resolve(),
};
