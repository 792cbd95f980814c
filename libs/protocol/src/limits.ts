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
  /** Characters of what may be said with the refusal of a call. */
  declineLength: 200,
  /** Characters of a session description (Chromium's audio and video offer has about 5,200). */
  sdpLength: 32 * 1024,
  /** Characters of one ICE candidate line. */
  candidateLength: 1024,
  /** Members of one room. */
  members: 200,
  /** Rooms that one server holds. */
  rooms: 10_000,
  /** Messages that a room keeps. */
  historyMessages: 2_000,
  /** Characters of all message texts that a room keeps. */
  historyLength: 1024 * 1024,
  /** The newest messages that a snapshot holds; older ones come by pages. */
  snapshotMessages: 200,
  /** Entries that a room keeps for those who resume; who missed more gets a snapshot. */
  resumableEntries: 2_000,
  /** Different emoji on one message. */
  reactionsPerMessage: 20,
  /** Entries that wait in a client for their confirmation. */
  outboxEntries: 100,
  /** Characters of all texts that wait in a client. */
  outboxLength: 256 * 1024,
  /** Milliseconds after which a client does not resend by itself any more. */
  outboxMs: 10 * 60_000,
  /** Milliseconds for which the server knows an id again; longer than `outboxMs`. */
  dedupeMs: 15 * 60_000,
  /** Own entries that a client offers again when the log began anew … */
  reofferEntries: 50,
  /** … and besides those, all that it posted within so many milliseconds. */
  reofferMs: 60_000,
  /** Messages of one page of history. */
  pageSize: 100,
  /** People whom a seal lets in, and people whom it keeps out. */
  sealedPeople: 100,
  /** People who knock at one room at a time. */
  knocks: 20,
  /** Milliseconds for which a knock waits for an answer. */
  knockMs: 2 * 60_000,
  /** Milliseconds for which who was refused cannot knock again. */
  knockPauseMs: 60_000,
  /** Knocks of one person in that time. */
  knocksInPause: 3,
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
