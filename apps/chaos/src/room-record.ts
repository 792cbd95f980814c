/** What an entry was to say, as its author's client was told to write it. */
export type Change =
  | { kind: 'text'; text: string }
  | { kind: 'edit'; target: string; text: string }
  | { kind: 'delete'; target: string }
  | { kind: 'reaction'; target: string; emoji: string; on: boolean };

/** One thing that a client was told to write. Times are milliseconds of one clock. */
export interface Submission {
  id: string;
  change: Change;
  at: number;
  /** When the client first saw it confirmed, and by which epoch it did last; null while it did not. */
  acked: { at: number; epoch: string } | null;
  /** The code with which the client gave it up; null while it did not. */
  refused: string | null;
  /** Its message did not come back within a minute after the log began anew: by [P25] it is given up. */
  waitedOut: boolean;
}

/** One tab or bot, and all that it wrote, in that order. */
export interface ProducerRecord {
  producer: string;
  user: string;
  submissions: Submission[];
  /** When its client found that the log had begun anew. */
  epochChanges: number[];
  /** It, or its storage, was there to the end: what it wrote must arrive. */
  isAlive: boolean;
  /** Its outbox and that of another tab became one: the entries kept for a new log are the newest of both. */
  isMerged: boolean;
}

export interface ShownMessage {
  id: string;
  seq: number;
  from: string;
  text: string | null;
  reactions: readonly { emoji: string; users: readonly string[] }[];
}

/** A list of messages that somebody saw at the end. */
export interface View {
  viewer: string;
  epoch: string;
  messages: readonly ShownMessage[];
}

/** All that is known of one room after everything has come to rest. */
export interface RoomRecord {
  producers: ProducerRecord[];
  views: View[];
  /** The whole log, as one who comes new reads it page by page. */
  log: View;
}
