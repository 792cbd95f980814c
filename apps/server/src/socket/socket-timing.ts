/** Milliseconds; see `LIMITS`. */
export type SocketTiming = {
  helloMs: number;
  heartbeatMs: number;
  silenceMs: number;
  /** How long a connection may lag [P28]. */
  lagMs: number;
};
