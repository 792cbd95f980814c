/** Every bound that both sides must know. Sizes in characters are UTF-16 units, as `String.length` counts. */
export const LIMITS = {
  /** Characters of a person's name. */
  nameLength: 40,
  /** Characters of a room's title. */
  titleLength: 80,
  /** Characters of one message. */
  textLength: 4_000,
  /** Bytes of one frame from a client; a larger one closes the socket with 1009. */
  frameBytes: 64 * 1024,
  /** Characters of a session description (Chromium's audio and video offer has about 5,200). */
  sdpLength: 32 * 1024,
  /** Characters of one ICE candidate line. */
  candidateLength: 1024,
  /** Members of one room. */
  members: 50,
  /** Rooms that one server holds. */
  rooms: 10_000,
  /** Messages that a room keeps. */
  historyMessages: 500,
  /** Characters of all message texts that a room keeps. */
  historyLength: 1024 * 1024,
  /** Messages of one page of history. */
  pageSize: 100,
  /** Rooms joined over one socket. */
  roomsPerSocket: 50,
  /** Milliseconds in which a socket must say hello. */
  helloMs: 5_000,
  /** Milliseconds between heartbeats of the server. */
  heartbeatMs: 20_000,
  /** Milliseconds of silence after which a client gives a socket up. */
  clientSilenceMs: 30_000,
  /** Milliseconds of silence after which the server ends a socket. */
  serverSilenceMs: 45_000,
} as const;

/** Raised when a frame changes so that old clients cannot go on [P2]. */
export const PROTOCOL_VERSION = 1;
