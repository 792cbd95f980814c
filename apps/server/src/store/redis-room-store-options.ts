export type RedisRoomStoreOptions = {
  /** `redis://…` or `rediss://…`. */
  url: string;
  /** Milliseconds after which a room with nobody in it and nothing going on is dropped; a day by default. */
  roomIdleMs?: number | undefined;
  /** Members of one room. */
  maxMembers?: number | undefined;
  /** The clock, in milliseconds since 1970; that of Redis by default. */
  now?: () => number;
  /** Hears what a listener threw [RS15], and what went wrong where nobody waits for an answer. */
  onError?: (error: unknown) => void;
  /** Hears why Redis is of no use, in a word such as `OOM`, each reason once. */
  onFault?: (kind: string) => void;
  /** Hears that Redis is there or away. */
  onTurn?: (isUp: boolean) => void;
};
