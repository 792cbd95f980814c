/** The message at the upper edge of the list, and how far from the edge it begins. */
export interface Anchor {
  seq: number;
  offset: number;
}

/** Where in a room its reader is; kept while they look at another one. */
export class ReadingPlace {
  /** Whether the newest message is in sight. */
  atBottom = $state(true);
  /** The newest message that was in sight, by its place in the log. */
  seen = $state(0);
  /** Null at the end. */
  anchor: Anchor | null = null;
}
