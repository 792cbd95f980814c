import { ERRORS, type ErrorCode, type RoomId, type ServerFrame } from '@chat/protocol';
import type { Knock, KnockEnd, Person, Rooms } from '@chat/rooms';
import { ApiError } from '../errors.ts';

/** Rooms before which one connection waits at a time. */
const MOST = 5;

const REFUSALS: Record<Exclude<KnockEnd, 'admitted'>, ErrorCode> = {
  refused: 'knock-refused',
  unanswered: 'knock-unanswered',
  ended: 'room-ended',
  lost: 'unavailable',
};

export type KnocksOptions = {
  rooms: Pick<Rooms, 'knock'>;
  person: () => Person;
  deliver: (frame: ServerFrame) => void;
};

/** The locked rooms before which one connection waits [P63]. It hears of each how its knock ended, and nothing else. */
export class Knocks {
  readonly #options: KnocksOptions;
  readonly #waiting = new Map<RoomId, Knock>();
  #isClosed = false;

  constructor(options: KnocksOptions) {
    this.#options = options;
  }

  async start(room: RoomId): Promise<void> {
    for (const [id, knock] of this.#waiting) if (knock.isOver) this.#waiting.delete(id);
    if (this.#waiting.has(room)) return;
    if (this.#waiting.size >= MOST) throw new ApiError('too-many-knocks');
    const { rooms, person, deliver } = this.#options;
    const knock = await rooms.knock(person(), room, (end) => deliver(frameOf(room, end)));
    if (this.#isClosed) await knock.close();
    else this.#waiting.set(room, knock);
  }

  /** Does not wait any more; says whether it did. */
  async stop(room: RoomId): Promise<boolean> {
    const knock = this.#waiting.get(room);
    this.#waiting.delete(room);
    if (!knock || knock.isOver) return false;
    await knock.close();
    return true;
  }

  /** The socket is gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#waiting.values()].map((knock) => knock.close()));
  }
}

function frameOf(room: RoomId, end: KnockEnd): ServerFrame {
  if (end === 'admitted') return { type: 'admitted', room };
  const code = REFUSALS[end];
  return { type: 'rejected', request: 'knock', room, code, message: ERRORS[code][1] };
}
