import { LIMITS, type Position, type RoomId } from '@chat/protocol';
import { RoomError, StoreUnavailable, type Rooms, type Visit, type RoomSession } from '@chat/rooms';
import { ApiError } from '../errors.ts';

export type JoinedRoomsOptions = {
  rooms: Rooms;
  /** What a connection is to every room. The person is as they are called now. */
  visit: () => Omit<Visit, 'room' | 'onInterrupted'>;
  /** The room can be heard of no more: it is to be joined again [P29]. */
  onInterrupted: (room: RoomId) => void;
  onError: (error: unknown) => void;
};

type RoomPosition = { room: RoomId } & Position;

/** The sessions of one connection, by room. */
export class JoinedRooms {
  readonly #options: JoinedRoomsOptions;
  readonly #sessions = new Map<RoomId, RoomSession>();

  constructor(options: JoinedRoomsOptions) {
    this.#options = options;
  }

  /** The session in a room, or a new one that has not joined. */
  enter(room: RoomId): RoomSession {
    for (const [id, session] of this.#sessions) if (session.isOver) this.#sessions.delete(id);
    const present = this.#sessions.get(room);
    if (present) return present;
    if (this.#sessions.size >= LIMITS.roomsPerSocket) {
      const message = 'You are in as many rooms as one connection may join. Leave one first.';
      throw new ApiError('too-many-rooms', message);
    }
    const { rooms, visit } = this.#options;
    const onInterrupted = () => this.#options.onInterrupted(room);
    const session = rooms.session({ ...visit(), room, onInterrupted });
    this.#sessions.set(room, session);
    return session;
  }

  /** The session in a room that was joined; refuses with `not-a-member` [P17]. */
  inside(room: RoomId): RoomSession {
    const session = this.#sessions.get(room);
    if (!session) throw new RoomError('not-a-member');
    return session;
  }

  /** Where the logs of all rooms end that this connection keeps up with [P4]. */
  async findPositions(): Promise<RoomPosition[]> {
    if (this.#sessions.size === 0) return [];
    const sessions = [...this.#sessions.values()];
    const found = await Promise.all(sessions.map((session) => this.#findPosition(session)));
    return found.flatMap((position) => position ?? []);
  }

  /** A session to which events of its room are owed [P28]. */
  findLagging(): RoomSession | undefined {
    return [...this.#sessions.values()].find(({ isLagging }) => isLagging);
  }

  /** The socket is gone: the grace begins in every room [P15]. */
  drop(): void {
    for (const session of this.#sessions.values()) session.drop();
  }

  /** A heartbeat is sent whatever happens to a room. */
  async #findPosition(session: RoomSession): Promise<RoomPosition | undefined> {
    try {
      const end = await session.findEnd();
      return end && { room: session.room, ...end };
    } catch (error) {
      const isPassing = error instanceof RoomError || error instanceof StoreUnavailable;
      if (!isPassing) this.#options.onError(error);
      return undefined;
    }
  }
}
