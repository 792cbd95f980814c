import type { GraceDelays } from '@chat/rooms';

export type RedisRoomStoreOptions = {
  /** `redis://…` or `rediss://…`. */
  url: string;
  /** Milliseconds after which a room with nobody in it and nothing going on is dropped; a day by default. */
  roomIdleMs?: number | undefined;
  /** Members of one room. */
  maxMembers?: number | undefined;
  /** Rooms that are kept, over all nodes; `LIMITS.rooms` by default. */
  maxRooms?: number | undefined;
  /** How long the people of this node are waited for once it is closed [P15]. */
  grace?: GraceDelays;
  /** The clock, in milliseconds since 1970; that of Redis by default. */
  now?: () => number;
  /** Hears what a listener threw [RS15], and what went wrong where nobody waits for an answer. */
  onError?: (error: unknown) => void;
  /** Hears why Redis is of no use, in a word such as `OOM`, each reason once. */
  onFault?: (kind: string) => void;
  /** Hears that Redis is there or away. */
  onTurn?: (isUp: boolean) => void;
};
